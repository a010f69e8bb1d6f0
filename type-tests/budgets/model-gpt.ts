import 'tupleflow'

// --- first
import '../../examples/models/gpt.js'
