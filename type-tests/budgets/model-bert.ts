import 'tupleflow'

// --- first
import '../../examples/models/bert.js'
