using Microsoft.Extensions.Logging;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Models.Inference;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>One connection to a camera, from the first frame to the last: decode, decide, detect, track, hand over.</summary>
internal sealed partial class CameraSession(CameraMonitor monitor, CameraContext context)
{
    // Ids are reserved in blocks, so that they are never given out twice, whenever the program is killed.
    private const int IdBlock = 10_000;

    // What a session that ends may still take to hand over what it has.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(3);

    private CameraSettings Settings => monitor.Record.Settings;

    private string RecordingFolder => Path.Combine(Settings.Id, context.RecordingFolder);

    /// <summary>A file that is played fast is watched again from its beginning after a restart, and then everything has to come out alike.</summary>
    private bool Replays => Settings.Pace == Pace.Fast;

    /// <summary>Runs until the source ends.</summary>
    /// <exception cref="StreamLostException">The source was lost or cannot be reached now.</exception>
    /// <exception cref="StvgException">It cannot be watched as it is.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        monitor.Connecting();
        var connection = context.Prepared?.Take(monitor.Record, context.RecordingFolder)
            ?? await CameraConnection.OpenAsync(monitor.Record, TimelineAsync, context, ct).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var info = connection.Info;
            connection.Claim(file => _ = KeepAsync(file));
            monitor.Begin(connection.Reader);
            using var motion = context.Options.Vision?.CreateCameraMotion();
            var machine = new CameraMachine(new CameraMachineOptions
            {
                Motion = motion,
                Poses = context.Poses is null ? null : await context.Poses.TakeAsync(ct).ConfigureAwait(false),
                PosesPerSecond = Math.Max(context.Options.PosesPerSecond, float.Epsilon),
                CameraId = Settings.Id, Timeline = connection.Timeline, Size = info.Size, FirstTubeletId = await FirstIdAsync(ct).ConfigureAwait(false),
            });
            try
            {
                await WatchAsync(connection, machine, ct).ConfigureAwait(false);
            }
            catch (StvgException e) when ((!info.Source.IsFile || Settings.Loop) && e is not FencedException)
            {
                throw new StreamLostException(e);
            }
            finally
            {
                monitor.KeepCounters(connection.Reader);
            }
        }
    }

    private async Task WatchAsync(CameraConnection connection, CameraMachine machine, CancellationToken ct)
    {
        var (reader, client) = (connection.Reader, connection.Client);
        var classes = ClassTranslation.ToCoco(client.Classes);
        var last = -1;
        try
        {
            await foreach (var frame in connection.FramesAsync(ct).ConfigureAwait(false))
            {
                if (last < 0) monitor.Running(frame.Size, monitor.Record.Timeline!.FramesPerSecond);
                if (context.Before is { } before) await before.TellAsync(machine, last < 0, context.Options.Time, ct).ConfigureAwait(false);
                last = (int)frame.Number;
                await FrameAsync(frame, reader, client, machine, classes, ct).ConfigureAwait(false);
            }
        }
        finally
        {
            // A replay must not be cut short in the records: it will be watched again and then end as it should.
            if (last >= 0 && !(Replays && ct.IsCancellationRequested))
            {
                using var grace = new CancellationTokenSource(s_grace, context.Options.Time);
                await HandOverAsync(machine.Interrupt(last + 1), grace.Token).ConfigureAwait(false);
            }
        }

        await context.Updates.DrainAsync(ct).ConfigureAwait(false);
    }

    private async Task FrameAsync(
        Frame frame, LiveReader reader, IDetectorLine client, CameraMachine machine, ClassTranslation? classes, CancellationToken ct)
    {
        var kept = false;
        try
        {
            using var activity = ServerMetrics.Traces.StartActivity("frame");
            activity?.SetTag("camera", Settings.Id).SetTag("frame", frame.Number);
            context.Album?.Offer(frame); // before anything is judged that may be asked about
            CameraUpdate? update = null;
            var detected = false;
            if (machine.Consider(frame) is { Detect: true } verdict)
            {
                activity?.SetTag("reason", verdict.Reason);
                using var result = await DetectAsync(frame, client, ct).ConfigureAwait(false);
                detected = result is not null;
                if (result is not null)
                    update = machine.Observe(frame, classes is null ? result.Detections : classes.Translate(result.Detections), result.Features);
            }

            if (!detected) update = machine.Skip(frame);
            if (update is not null) await HandOverAsync(update, ct).ConfigureAwait(false);
            Count(frame, detected);
            monitor.Done(frame, machine.Objects, detected, reader);
            kept = true;
        }
        finally
        {
            if (!kept) frame.Dispose();
        }
    }

    private static async Task<IFoundObjects?> DetectAsync(Frame frame, IDetectorLine client, CancellationToken ct)
    {
        using var activity = ServerMetrics.Traces.StartActivity("detect");
        var result = await client.FindAsync(frame, ct).ConfigureAwait(false);
        activity?.SetTag("batch", result?.BatchSize);
        return result;
    }

    /// <summary>What ended is archived, and standing queries are asked; both before the next frame, so that nothing piles up.</summary>
    private async Task HandOverAsync(CameraUpdate update, CancellationToken ct)
    {
        if (update.Ended.Count > 0)
        {
            var stored = update.Ended.Select(o => StoredTubelet.Of(update, o)).ToList();
            await ArchiveAsync(stored, ct).ConfigureAwait(false);
            ServerMetrics.Tubelets.Add(stored.Count, new KeyValuePair<string, object?>("camera", Settings.Id));
        }

        await context.Updates.PostAsync(update, ct).ConfigureAwait(false);
    }

    /// <summary>While the archive takes nothing, the camera waits, its reader counts what is lost meanwhile, and the program stays up.</summary>
    private Task ArchiveAsync(List<StoredTubelet> tubelets, CancellationToken ct) => ArchivePatience.UntilTakenAsync(
        // Not to be broken off: these objects will not be told of again.
        () => context.Archive.AddTubeletsAsync(tubelets, CancellationToken.None),
        e => ArchiveRefused(context.Log, Settings.Id, e.Message), context.Options.Time, ct);

    private void Count(Frame frame, bool detected)
    {
        ServerMetrics.Frames.Add(1, new("camera", Settings.Id), new("fate", detected ? "detected" : "skipped"));
        if (!Replays)
        {
            ServerMetrics.Delay.Record(
                Math.Max(0, (context.Options.Time.GetUtcNow() - frame.CapturedAt).TotalSeconds), new KeyValuePair<string, object?>("camera", Settings.Id));
        }
    }

    private async Task<CameraTimeline> TimelineAsync(LiveInfo info, CancellationToken ct)
    {
        if (monitor.Record.Timeline is { } known) return known;
        var timeline = new CameraTimeline(monitor.Record.AddedAt, CameraTimeline.RateFor(info.Fps, Settings.Fps));
        monitor.Record = monitor.Record with { Timeline = timeline };
        await context.Archive.UpdateCameraAsync(monitor.Record, ct).ConfigureAwait(false);
        return timeline;
    }

    private async Task<int> FirstIdAsync(CancellationToken ct)
    {
        if (Replays) return monitor.Record.FirstTubeletId;
        var first = monitor.Record.NextTubeletId;
        monitor.Record = monitor.Record with { NextTubeletId = first + IdBlock };
        await context.Archive.UpdateCameraAsync(monitor.Record, ct).ConfigureAwait(false);
        return first;
    }

    private async Task KeepAsync(RecordedFile file)
    {
        try
        {
            await context.Archive.AddSegmentAsync(
                new RecordedSegment(Settings.Id, Path.Combine(RecordingFolder, file.Path), file.BeginAt, file.EndAt, file.Bytes), CancellationToken.None)
                .ConfigureAwait(false);
            ServerMetrics.RecordedBytes.Add(file.Bytes, new KeyValuePair<string, object?>("camera", Settings.Id));
        }
        catch (StvgException e)
        {
            SegmentForgotten(context.Log, Settings.Id, file.Path, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "camera {Camera}: the archive takes no tubelets, which wait: {Reason}")]
    private static partial void ArchiveRefused(ILogger log, string camera, string reason);

    [LoggerMessage(LogLevel.Error, "camera {Camera}: the recorded file {File} could not be noted, so no clip can be cut from it: {Reason}")]
    private static partial void SegmentForgotten(ILogger log, string camera, string file, string reason);
}
