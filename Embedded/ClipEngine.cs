using System.Diagnostics;
using Stvg.Core.Frames;
using Stvg.Core.Grounding.Long;
using Stvg.Core.Sparsification;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;
using Stvg.Models.Detectors;
using Stvg.Models.Poses;
using Stvg.Video;

namespace Stvg.Embedded;

/// <summary>One clip through the whole engine: decoding beside inference, tracking beside both, in one pass.</summary>
public static class ClipEngine
{
    /// <summary>Watches a clip once and remembers what sentences can be grounded in.</summary>
    /// <param name="path">A video file.</param>
    /// <param name="options">Which detections to use.</param>
    /// <param name="progress">Told after every frame.</param>
    /// <param name="cancellation">Stops decoding and inference; no child process is left.</param>
    /// <exception cref="Core.StvgException">The file or the model cannot be used; the message says why.</exception>
    public static async Task<ClipAnalysis> AnalyseAsync(
        string path, ClipOptions options, IProgress<ClipProgress>? progress = null, CancellationToken cancellation = default)
    {
        var watch = Stopwatch.StartNew();
        var info = await VideoProbe.ProbeAsync(path, cancellation).ConfigureAwait(false);
        using var poses = await ModelFiles.PosesAsync(options, cancellation).ConfigureAwait(false) is { } model ? PoseEstimator.Open(model) : null;
        var own = options.Detections is null ? ModelFiles.OwnClasses(options) : [];
        // Where few frames are detected, cars that fill the picture are taken for a moving camera now and then: such clips are taken to stand.
        using var motion = options.Sparse ? null : options.Vision?.CreateCameraMotion();
        var camera = motion is null ? null : new CameraWatch(motion, info.Size);
        using var background = options.Vision?.CreateBackground();
        var observer = Observer(path, info, options, poses, camera, background, [.. own, .. options.Phrases]);
        using var vocabulary = ClipVocabulary.Open(path, info, options, own.Count);
        var pass = await RunAsync(info, options, IsWorthIt, observer.Observe, progress, cancellation)
            .ConfigureAwait(false);
        return new ClipAnalysis(info)
        {
            Path = path,
            Scene = vocabulary is null ? observer.Finish() : vocabulary.Finish(observer.Finish()),
            FramesDecoded = pass.FramesRead,
            FramesDetected = options.Detections is null ? observer.Frames.Looks : 0,
            Frames = observer.Frames,
            Elapsed = watch.Elapsed,
            Notice = pass.Message,
        };

        bool IsWorthIt(Frame frame, bool last)
        {
            vocabulary?.Observe(frame, last);
            if (observer.Consider(frame, last).Detect) return true;
            observer.Skip(frame);
            return false;
        }
    }

    /// <summary>Remembers all of a short clip; of a long one, what may fit the sentence that it is watched for.</summary>
    private static IClipObserver Observer(string path, VideoInfo info, ClipOptions options, PoseEstimator? poses, CameraWatch? camera, IBackgroundModel? background,
        IReadOnlyList<string> ownClasses)
    {
        var sparsification = options.Sparse ? new SparsificationOptions { ConfirmByBackground = options.ConfirmByBackground } : null;
        var cutting = new LongClipOptions();
        if (options.Sought is not { } sought || info.ExpectedFrames <= cutting.From * info.Fps)
            return new ClipObserver(path, info.Size, info.Fps, sparsification, poses, camera, background) { OwnClasses = ownClasses, Zones = options.Zones };
        cutting = cutting with { MostCandidates = Math.Max(cutting.MostCandidates, sought.Top) };
        var memory = new SentenceMemory(sought.Plan, sought.LeastScore, info.Size, cutting)
        {
            OwnClasses = ownClasses, Backdrop = new Backdrop(info.Size), Zones = options.Zones,
        };
        return new LongClipObserver(path, info.Size, info.Fps, memory, sparsification, poses, cutting, camera);
    }

    /// <summary>Runs the detector alone over a clip.</summary>
    /// <param name="path">A video file.</param>
    /// <param name="options">Which detector and which scores.</param>
    /// <param name="receive">Told the frame's number from 0 and its detections, which are only valid during the call.</param>
    /// <param name="progress">Told after every frame.</param>
    /// <param name="cancellation">Stops decoding and inference; no child process is left.</param>
    /// <returns>Frames read, and what the user should know of the file, or null.</returns>
    /// <exception cref="Core.StvgException">The file or the model cannot be used; the message says why.</exception>
    public static async Task<(int Frames, string? Notice)> DetectAsync(
        string path, ClipOptions options, DetectionReceiver receive, IProgress<ClipProgress>? progress = null, CancellationToken cancellation = default)
    {
        var info = await VideoProbe.ProbeAsync(path, cancellation).ConfigureAwait(false);
        var pass = await RunAsync(info, options, (_, _) => true, (frame, detections, _) => receive((int)frame.Number, detections), progress, cancellation)
            .ConfigureAwait(false);
        return (pass.FramesRead, pass.Message);
    }

    private static async Task<ReadSummary> RunAsync(
        VideoInfo info, ClipOptions options, Func<Frame, bool, bool> isWorthIt, FrameReceiver receive, IProgress<ClipProgress>? progress, CancellationToken cancellation)
    {
        using var detector = options.Detections is null
            ? Detector.Open(await ModelFiles.DetectorAsync(options, cancellation).ConfigureAwait(false), info.Size, new DetectorOptions { MinScore = options.MinScore })
            : null;
        var found = new DetectionBuffer();
        var classes = detector is null ? null : ClassTranslation.ToCoco(detector.Classes);
        var reader = VideoReader.Open(info, new VideoReadOptions { DetectorInput = detector?.InputSize });
        await using (reader.ConfigureAwait(false))
        {
            // One frame behind the decoder, because only its next answer tells whether a frame is the last.
            Frame? waiting = null;
            try
            {
                await foreach (var frame in reader.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    var ready = waiting;
                    waiting = frame;
                    if (ready is null) continue;
                    using (ready) Take(ready, last: false);
                }

                if (waiting is not null) Take(waiting, last: true);
            }
            finally
            {
                waiting?.Dispose();
            }

            return reader.Summary;
        }

        void Take(Frame frame, bool last)
        {
            if (isWorthIt(frame, last))
            {
                if (detector is null)
                {
                    receive(frame, options.Detections!(frame.Number), null);
                }
                else
                {
                    detector.Detect(frame, found);
                    receive(frame, classes is null ? found.Detections : classes.Translate(found.Detections), found.Features);
                }
            }

            progress?.Report(new ClipProgress((int)frame.Number + 1, info.ExpectedFrames));
        }
    }

    private delegate void FrameReceiver(Frame frame, ReadOnlySpan<Detection> detections, FeatureMap? features);
}

/// <summary>Takes one frame's detections.</summary>
/// <param name="frame">Frame number from 0.</param>
/// <param name="detections">Boxes in pixels of the original frame; only valid during the call.</param>
public delegate void DetectionReceiver(int frame, ReadOnlySpan<Detection> detections);
