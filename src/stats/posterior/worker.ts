import { workerData } from "node:worker_threads";
import { workOn, type Job } from "./job.ts";

workOn(workerData as Job);
