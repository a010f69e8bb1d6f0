import { samples } from '../test/laws/dimension-samples.js'
import { wrongExpressions } from '../test/laws/harness/dimensions.js'
const n = Number(process.argv[2])
let t = Date.now()
const s = samples(Number(process.argv[3]??1), n)
console.log('drawn', Date.now()-t); 
for (const c of ['7','5.9'] as const) { t = Date.now()
const w = await wrongExpressions(s, [c])
console.log(c, Date.now()-t, w.length, w.slice(0,8)) }
