"""PyMC's posterior of the groups in a file of JSON, with its time: python posterior.py groups.json"""

import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "src/stats/fixtures"))
import arviz as az  # noqa: E402
import nutpie  # noqa: E402
import posterior as reference  # noqa: E402

groups = json.loads(pathlib.Path(sys.argv[1]).read_text())
model, *parts = reference.build(groups)
started = time.perf_counter()
compiled = nutpie.compile_pymc_model(model)
compiling = time.perf_counter() - started
started = time.perf_counter()
trace = nutpie.sample(compiled, draws=1000, tune=1000, chains=4, cores=2, seed=1, progress_bar=False)
seconds = time.perf_counter() - started
gap = reference.quantities(trace, groups, *parts)["groups"][0]["gap"]
sds = [trace.posterior[name].values for name in trace.posterior if name.startswith("SD ")]
print(json.dumps({"seconds": seconds, "compiling": compiling, "gap": gap["mean"], "mcse": gap["mcse"],
                  "rhat": max(float(az.rhat(s)) for s in sds), "ess": min(float(az.ess(s)) for s in sds)}))
