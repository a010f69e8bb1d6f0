import 'tupleflow'

// --- first
import '../../examples/models/mobileNetV2.js'
