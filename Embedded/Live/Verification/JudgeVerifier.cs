using Stvg.Core;
using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Judging;
using Stvg.Core.Tubelets;
using Stvg.Models.Judging;

namespace Stvg.Embedded.Live.Verification;

/// <summary>Asks a multimodal model about alerts: the newest frames of the camera, the alert's object marked.</summary>
internal sealed class JudgeVerifier(IJudge judge, JudgeSettings settings, FrameAlbum album, TimeProvider time) : IAlertVerifier
{
    private const int Remembered = 256;
    private static readonly TimeSpan s_remembered = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly VerdictMemory _memory = new(Remembered, s_remembered);

    public VerificationRules Rules { get; } = (settings.Verify ?? new VerificationSettings()).ToRules();

    public async Task<AlertVerification> VerifyAsync(VerificationCase question, CancellationToken ct)
    {
        try
        {
            return await AskAsync(question, ct).ConfigureAwait(false);
        }
        catch (StvgException e)
        {
            return new AlertVerification(VerificationOutcome.Unavailable, Reason: e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A defect of ours must not cost an alert; it is seen where the alert is.
            return new AlertVerification(VerificationOutcome.Unavailable, Reason: $"internal error: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private async Task<AlertVerification> AskAsync(VerificationCase question, CancellationToken ct)
    {
        var alert = question.Alert;
        var frames = new ClipFrames(alert.Size, album.Take(alert.CameraId, alert.Tube.Begin, alert.Tube.End, settings.Frames));
        // The pictures had to be taken before the camera goes on; the rest is not for the caller's thread.
        await Task.Yield();
        if (frames.Frames.Count == 0)
            return new AlertVerification(VerificationOutcome.Unavailable, Reason: "no picture of it is kept any more");

        var subject = new Tubelet
        {
            Id = alert.Tube.TubeletId, Begin = alert.Tube.Begin, Boxes = alert.Tube.Boxes, Scores = new float[alert.Tube.Boxes.Count],
        };
        var looks = Looks(frames, subject);
        var key = $"{alert.Tube.Query}\n{alert.CameraId}";
        lock (_gate)
        {
            if (_memory.Find(key, looks, time.GetUtcNow()) is { } known) return Verdict(known.Score, known.Holds);
        }

        List<Tubelet> all = [subject, .. question.Surroundings.Where(t => t.Id != subject.Id)];
        var marked = MarkedClip.Of(all, alert.Size, [.. frames.Frames.Select(f => f.Number)], [subject.Id], new MarkOptions());
        if (marked.Marks.Count == 0)
            return new AlertVerification(VerificationOutcome.Unavailable, Reason: "the object lies outside the picture");
        var jpegs = await frames.With(marked, outline: true).JpegsAsync(ct).ConfigureAwait(false);
        var rate = FramesPerSecond(alert);
        JudgePicture[] pictures =
            [.. jpegs.Select((jpeg, i) => new JudgePicture((frames.Frames[i].Number - frames.Frames[0].Number) / rate, jpeg))];
        var (score, holds) = await HearingRun.AskAsync(judge, question.Plan, marked.Marks[0].Number, pictures, ct).ConfigureAwait(false);
        lock (_gate) _memory.Add(key, looks, score, holds, time.GetUtcNow());
        return Verdict(score, holds);
    }

    private static AlertVerification Verdict(float score, bool holds) =>
        new(holds ? VerificationOutcome.Confirmed : VerificationOutcome.Refuted, score);

    /// <summary>What the object looks like on the first, the middle and the last picture; nothing where it is too small to tell.</summary>
    private static List<PictureFingerprint> Looks(ClipFrames frames, Tubelet subject)
    {
        var looks = new List<PictureFingerprint>(3);
        foreach (var i in Prominence.KeptFrames(0, frames.Frames.Count - 1, 3))
        {
            var frame = frames.Frames[i];
            if (!subject.Covers(frame.Number)) continue;
            var scale = (float)frame.Width / frames.Size.Width;
            var box = subject.BoxAt(frame.Number);
            if (PictureFingerprint.Of(frame.View,
                new Box(box.X * scale, box.Y * scale, box.Width * scale, box.Height * scale)) is not { } look) return [];
            looks.Add(look);
        }

        return looks;
    }

    // The later frame gives the rate with the smaller rounding.
    private static double FramesPerSecond(Alert alert) => alert.Tube.EndTime > TimeSpan.Zero
        ? alert.Tube.End / alert.Tube.EndTime.TotalSeconds : 1;
}
