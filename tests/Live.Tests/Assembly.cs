// These tests watch videos in real time and measure delays: one at a time, on machines with two cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
