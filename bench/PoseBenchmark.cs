using System.Diagnostics;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets.Bodies;
using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;
using Stvg.Models.Poses;
using Stvg.Video;

namespace Stvg.Bench;

/// <summary>What looking at poses adds to a live camera: a clip played to its machine as fast as it goes, without poses and with a few a second.</summary>
internal static class PoseBenchmark
{
    private const int Rounds = 2;

    public static int Run(string[] args)
    {
        if (args.Length != 1)
        {
            Console.Error.WriteLine("usage: poses VIDEO");
            return 2;
        }

        RunAsync(args[0]).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync(string video)
    {
        var catalogue = ModelCatalogue.Load();
        var info = await VideoProbe.ProbeAsync(video, default);
        using var detector = Detector.Open(catalogue.Get(ModelCatalogue.DefaultDetector), info.Size, new DetectorOptions { MinScore = 0.1f });
        using var network = PoseEstimator.Open(catalogue.Get(ModelCatalogue.DefaultPoses));
        float[] budgets = [0, 4, 16];
        var best = new (double Seconds, double Processor, int Looks, int Detected, double Length)[budgets.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < budgets.Length; i++)
            {
                var counted = new Counted(network);
                var (seconds, processor, detected, length) = await PlayAsync(info, detector, budgets[i] > 0 ? counted : null, budgets[i]);
                if (round == 0 || processor < best[i].Processor) best[i] = (seconds, processor, counted.Looks, detected, length);
            }
        }

        Console.WriteLine($"best of {Rounds} rounds; processor time is that of all threads of this process, without FFmpeg");
        for (var i = 0; i < budgets.Length; i++)
        {
            var (seconds, processor, looks, detected, length) = best[i];
            Console.WriteLine(
                $"{budgets[i],4:0} a second: {detected} frames detected, {looks} poses ({looks / length:0.0} a second of video), {seconds,6:0.0} s, "
                + $"processor {processor,6:0.0} s = {1000 * processor / length,4:0} ms a second of video, ratio {processor / best[0].Processor:0.00}");
        }
    }

    private static async Task<(double Seconds, double Processor, int Detected, double Length)> PlayAsync(
        VideoInfo info, Detector detector, IPoseEstimator? poses, float perSecond)
    {
        var machine = new CameraMachine(new CameraMachineOptions
        {
            CameraId = "bench", Timeline = new CameraTimeline(DateTimeOffset.UnixEpoch, info.Fps), Size = info.Size, Poses = poses,
            PosesPerSecond = Math.Max(1, perSecond),
        });
        var (found, detected, frames) = (new DetectionBuffer(), 0, 0);
        using var self = Process.GetCurrentProcess();
        var (watch, before) = (Stopwatch.StartNew(), self.TotalProcessorTime);
        await using var reader = VideoReader.Open(info, new VideoReadOptions { DetectorInput = detector.InputSize });
        await foreach (var frame in reader.ReadAsync(default))
        {
            using (frame)
            {
                frames++;
                if (!machine.Consider(frame).Detect)
                {
                    machine.Skip(frame);
                    continue;
                }

                detector.Detect(frame, found);
                machine.Observe(frame, found.Detections, found.Features);
                detected++;
            }
        }

        self.Refresh();
        return (watch.Elapsed.TotalSeconds, (self.TotalProcessorTime - before).TotalSeconds, detected, frames / info.Fps);
    }

    private sealed class Counted(IPoseEstimator network) : IPoseEstimator
    {
        public int Looks { get; private set; }

        public void Estimate(Frame frame, in Box box, Span<JointPoint> joints)
        {
            Looks++;
            network.Estimate(frame, box, joints);
        }
    }
}
