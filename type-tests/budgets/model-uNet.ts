import 'tupleflow'

// --- first
import '../../examples/models/uNet.js'
