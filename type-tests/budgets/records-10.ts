import * as tf from 'tupleflow'
declare const m: tf.Model<
  {
    in0: tf.SymbolicTensor<['batch', 3]>
    in1: tf.SymbolicTensor<['batch', 4]>
    in2: tf.SymbolicTensor<['batch', 5]>
    in3: tf.SymbolicTensor<['batch', 6]>
    in4: tf.SymbolicTensor<['batch', 7]>
    in5: tf.SymbolicTensor<['batch', 8]>
    in6: tf.SymbolicTensor<['batch', 9]>
    in7: tf.SymbolicTensor<['batch', 10]>
    in8: tf.SymbolicTensor<['batch', 11]>
    in9: tf.SymbolicTensor<['batch', 12]>
  },
  tf.SymbolicTensor<['batch', 3]>
>
export { m }
// --- first
m.predict({
  in0: tf.zeros([4, 3]),
  in1: tf.zeros([4, 4]),
  in2: tf.zeros([4, 5]),
  in3: tf.zeros([4, 6]),
  in4: tf.zeros([4, 7]),
  in5: tf.zeros([4, 8]),
  in6: tf.zeros([4, 9]),
  in7: tf.zeros([4, 10]),
  in8: tf.zeros([4, 11]),
  in9: tf.zeros([4, 12]),
})
