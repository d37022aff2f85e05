"""Who does the work of a run: every executor is a `concurrent.futures.Executor` to which `work.work` is submitted."""
