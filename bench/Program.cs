using Stvg.Bench;

// One file a benchmark: add it to this list, and a line to README.md.
Benchmark[] benchmarks =
[
    new("engine", "a clip through the engine: frames per second, ratio to decoding and detecting alone, memory; VIDEO", EngineBenchmark.Run),
    new("long", "clips of 10 to 40 minutes, joined from the real ones: seconds and memory by length, and the answer [DATA [MINUTES ...]]", LongBenchmark.Run),
    new("poses", "what poses add to a live camera: processor time without, and with 4 and 16 a second; VIDEO", PoseBenchmark.Run),
    new("grounder", "one question to a learned grounder: the network of Core against its ONNX file, by tubelets [GROUNDER]", GrounderBenchmark.Run),
    new("inference", "frames per second, bytes per frame and fairness of 1, 4 and 16 cameras that share a device", InferenceBenchmark.Run),
    new("archive", "search over a month of 64 cameras; [--tubelets 1000000] [--keep FILE]", ArchiveBenchmark.Run),
    new("tracker", "microseconds and bytes per frame of the tracker at 10, 32 and 100 objects", TrackerBenchmark.Run),
    new("appearance", "microseconds per frame of describing eight people", AppearanceBenchmark.Run),
    new("marks", "microseconds and bytes per 768x576 frame of drawing numbered marks", MarkBenchmark.Run),
    new("soak", "a server with cameras that never end: memory, handles, children and delay; [MINUTES [VIDEO ...]]", SoakBenchmark.Run),
    new("standing", "one camera update with 10,000 standing queries against ten of them [DATA [SHARE]]", StandingBenchmark.Run),
    new("camera", "microseconds and bytes per verdict and per update of a live camera with 5 and 20 objects", CameraBenchmark.Run),
    new("wire", "microseconds and bytes to send and to read a camera's update with 20 objects, as a difference and whole", WireBenchmark.Run),
#if STVG_OPENCV
    new("moving", "clips made to pan, zoom, shake and turn away: tracking and grounding with and without compensation [DATA [KEEP]]", MovingBenchmark.Run),
    new("vision", "milliseconds per frame of camera motion and background model, native memory over 100,000 frames; VIDEO ...", VisionBenchmark.Run),
    new("gate", "runs of the detector by grey levels alone and with a background model, and the answers [DATA]", GateBenchmark.Run),
#endif
    new("tracker-robustness", "quality of tracking around its defaults, and leave-one-out over MOT15 [DATA]", TrackerRobustness.Run),
];

if (args.Length > 0 && Array.Find(benchmarks, b => b.Name == args[0]) is { } chosen) return chosen.Run(args[1..]);

Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- NAME");
foreach (var benchmark in benchmarks) Console.Error.WriteLine($"  {benchmark.Name,-20} {benchmark.Summary}");
return 2;
