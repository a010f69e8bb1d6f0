import * as tf from 'tupleflow'
declare const m: tf.Model<
  {
    // repeat 40
    // in$i: tf.SymbolicTensor<['batch', $i]>
  },
  tf.SymbolicTensor<['batch', 3]>
>
export { m }
// --- first
m.predict({
  // repeat 40
  // in$i: tf.zeros([4, $i]),
})
