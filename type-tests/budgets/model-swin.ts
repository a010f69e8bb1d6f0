import 'tupleflow'

// --- first
import '../../examples/models/swin.js'
