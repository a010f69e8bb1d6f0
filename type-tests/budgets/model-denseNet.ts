import 'tupleflow'

// --- first
import '../../examples/models/denseNet.js'
