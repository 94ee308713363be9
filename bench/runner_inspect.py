"""Seconds that Inspect takes for so many samples of one generation each: runner_inspect.py URL SAMPLES CONCURRENCY."""

import logging
import sys
import tempfile
import time

from inspect_ai import Task, eval
from inspect_ai.dataset import Sample
from inspect_ai.model import get_model
from inspect_ai.solver import generate

url, samples, concurrency = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
model = get_model("openai-api/bench/bench", base_url=url, api_key="none")
task = Task(dataset=[Sample(input=f"p1: It is free. First? ({i})") for i in range(samples)], solver=generate())
logging.disable()
with tempfile.TemporaryDirectory() as logs:
    start = time.perf_counter()
    [log] = eval(
        task,
        model=model,
        max_connections=concurrency,
        max_samples=concurrency,
        display="none",
        log_dir=logs,
    )
    took = time.perf_counter() - start
assert log.status == "success", log.error
print(took)
