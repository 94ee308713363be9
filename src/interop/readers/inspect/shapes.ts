/**
 * What of Inspect's files is read (EvalLog and EvalSample, schema 2); everything may be missing in
 * an older one.
 */

export interface LogHeader {
  version?: number;
  status?: string;
  results?: { scores?: unknown[] } | null;
  eval?: {
    task?: string;
    task_id?: string;
    created?: string;
    model?: string;
    model_roles?: Record<string, unknown>;
    metadata?: Record<string, unknown> | null;
    task_args?: Record<string, unknown>;
    dataset?: { samples?: number; sample_ids?: unknown[] };
    config?: { epochs?: number };
  };
}

export interface Content {
  type?: string;
  text?: string;
  reasoning?: string;
  redacted?: boolean;
  summary?: string | null;
}

export interface InspectMessage {
  id?: string | null;
  role?: string;
  content?: string | Content[];
  source?: string | null;
  reasoning?: string | null;
  tool_calls?: { function?: string; arguments?: unknown }[] | null;
  function?: string | null;
  error?: { message?: string } | null;
}

export interface InspectOutput {
  model?: string;
  choices?: { message: InspectMessage; stop_reason?: string; stop_details?: Record<string, unknown> | null }[];
  completion?: string;
  usage?: Record<string, number | null> | null;
  time?: number | null;
  error?: string | null;
}

export interface InspectScore {
  value?: unknown;
  answer?: string | null;
  explanation?: string | null;
  reason?: string | null;
  metadata?: Record<string, unknown> | null;
  history?: (InspectScore & { provenance?: { author?: string; reason?: string | null } | null })[];
}

export interface InspectEvent {
  uuid?: string;
  event?: string;
  role?: string | null;
  model?: string;
  input?: InspectMessage[];
  input_refs?: [number, number][] | null;
  output?: InspectOutput;
}

export interface Sample {
  id: string | number;
  epoch: number;
  input?: string | InspectMessage[];
  messages?: InspectMessage[];
  output?: InspectOutput;
  scores?: Record<string, InspectScore> | null;
  score?: InspectScore | null;
  metadata?: Record<string, unknown>;
  error?: { message?: string } | null;
  limit?: { type?: string; limit?: number } | null;
  invalidation?: { author?: string; reason?: string | null } | null;
  attachments?: Record<string, string>;
  events?: InspectEvent[];
  events_data?: { messages?: InspectMessage[] } | null;
  timelines?: { name?: string }[] | null;
  uuid?: string | null;
  store?: { parallax?: unknown } | null;
}
