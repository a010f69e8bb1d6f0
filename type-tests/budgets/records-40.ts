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
    in10: tf.SymbolicTensor<['batch', 13]>
    in11: tf.SymbolicTensor<['batch', 14]>
    in12: tf.SymbolicTensor<['batch', 15]>
    in13: tf.SymbolicTensor<['batch', 16]>
    in14: tf.SymbolicTensor<['batch', 17]>
    in15: tf.SymbolicTensor<['batch', 18]>
    in16: tf.SymbolicTensor<['batch', 19]>
    in17: tf.SymbolicTensor<['batch', 20]>
    in18: tf.SymbolicTensor<['batch', 21]>
    in19: tf.SymbolicTensor<['batch', 22]>
    in20: tf.SymbolicTensor<['batch', 23]>
    in21: tf.SymbolicTensor<['batch', 24]>
    in22: tf.SymbolicTensor<['batch', 25]>
    in23: tf.SymbolicTensor<['batch', 26]>
    in24: tf.SymbolicTensor<['batch', 27]>
    in25: tf.SymbolicTensor<['batch', 28]>
    in26: tf.SymbolicTensor<['batch', 29]>
    in27: tf.SymbolicTensor<['batch', 30]>
    in28: tf.SymbolicTensor<['batch', 31]>
    in29: tf.SymbolicTensor<['batch', 32]>
    in30: tf.SymbolicTensor<['batch', 33]>
    in31: tf.SymbolicTensor<['batch', 34]>
    in32: tf.SymbolicTensor<['batch', 35]>
    in33: tf.SymbolicTensor<['batch', 36]>
    in34: tf.SymbolicTensor<['batch', 37]>
    in35: tf.SymbolicTensor<['batch', 38]>
    in36: tf.SymbolicTensor<['batch', 39]>
    in37: tf.SymbolicTensor<['batch', 40]>
    in38: tf.SymbolicTensor<['batch', 41]>
    in39: tf.SymbolicTensor<['batch', 42]>
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
  in10: tf.zeros([4, 13]),
  in11: tf.zeros([4, 14]),
  in12: tf.zeros([4, 15]),
  in13: tf.zeros([4, 16]),
  in14: tf.zeros([4, 17]),
  in15: tf.zeros([4, 18]),
  in16: tf.zeros([4, 19]),
  in17: tf.zeros([4, 20]),
  in18: tf.zeros([4, 21]),
  in19: tf.zeros([4, 22]),
  in20: tf.zeros([4, 23]),
  in21: tf.zeros([4, 24]),
  in22: tf.zeros([4, 25]),
  in23: tf.zeros([4, 26]),
  in24: tf.zeros([4, 27]),
  in25: tf.zeros([4, 28]),
  in26: tf.zeros([4, 29]),
  in27: tf.zeros([4, 30]),
  in28: tf.zeros([4, 31]),
  in29: tf.zeros([4, 32]),
  in30: tf.zeros([4, 33]),
  in31: tf.zeros([4, 34]),
  in32: tf.zeros([4, 35]),
  in33: tf.zeros([4, 36]),
  in34: tf.zeros([4, 37]),
  in35: tf.zeros([4, 38]),
  in36: tf.zeros([4, 39]),
  in37: tf.zeros([4, 40]),
  in38: tf.zeros([4, 41]),
  in39: tf.zeros([4, 42]),
})
