// Memory and speed are measured in this process, and real clips take both cores: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
