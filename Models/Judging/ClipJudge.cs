using Stvg.Core.Correspondences;
using Stvg.Core.Grounding;
using Stvg.Core.Judging;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Models.Judging;

/// <summary>Gives JPEGs of some frames of a clip, with marks drawn into them where there are any.</summary>
/// <param name="frames">Frame numbers, ascending.</param>
/// <param name="marks">What is marked; null: nothing.</param>
/// <param name="ct">Cancels.</param>
public delegate Task<IReadOnlyList<JudgePicture>> PictureSource(IReadOnlyList<int> frames, MarkedClip? marks, CancellationToken ct);

/// <summary>What a judge made of a sentence on a clip.</summary>
/// <param name="Tubes">Best first; empty when nothing fits.</param>
/// <param name="Said">The judge's own words, one text for each question.</param>
/// <param name="Mending">What had to be done to its answer before it meant a tubelet.</param>
public sealed record JudgedClip(IReadOnlyList<Tube> Tubes, IReadOnlyList<string> Said, TargetMending Mending);

/// <summary>Grounds sentences in a clip: the engine proposes candidates and has the boxes, the judge says which it is.</summary>
/// <param name="judge">Who is asked.</param>
/// <param name="settings">How many frames and marks, and in which language.</param>
public sealed class ClipJudge(IJudge judge, JudgeSettings settings)
{
    /// <summary>Which object a sentence describes, and when.</summary>
    /// <param name="plan">The sentence.</param>
    /// <param name="scene">The clip.</param>
    /// <param name="cameraId">Becomes the tubes' camera.</param>
    /// <param name="options">How many answers at most; the judge chooses the first, the engine's next best follow with their own
    /// scores.</param>
    /// <param name="pictures">Where the frames come from.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="JudgeException">The judge did not answer, or nothing that can be read.</exception>
    public async Task<JudgedClip> GroundAsync(
        QueryPlan plan, Scene scene, string cameraId, GroundingOptions options, PictureSource pictures, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(pictures);
        // Whoever could be meant at all, whatever the engine thinks of it.
        var candidates = Grounder.Ground(plan, scene, cameraId, options with { Threshold = 0, Top = settings.Marks });
        if (candidates.Count == 0) return new JudgedClip([], [], TargetMending.None);
        var asked = settings.Format == JudgeFormat.Marks
            ? await AskMarksAsync(plan, scene, candidates, options, pictures, ct).ConfigureAwait(false)
            : await AskPlacesAsync(plan, scene, candidates, options, pictures, ct).ConfigureAwait(false);
        if (asked.Chosen is not var (tubelet, begin, end, mending, sure)) return new JudgedClip([], asked.Said, TargetMending.None);

        var own = candidates.FirstOrDefault(c => c.TubeletId == tubelet.Id)
            ?? Grounder.Ground(plan, scene, cameraId,
                options with { Threshold = 0, Top = int.MaxValue }).FirstOrDefault(c => c.TubeletId == tubelet.Id);
        if (own is null) return new JudgedClip([], asked.Said, mending); // outside the period, or another kind of thing
        var first = JudgedTube.Of(plan, scene, own, begin, end, sure);
        return new JudgedClip(
            [first, .. candidates.Where(c => c.TubeletId != tubelet.Id && c.Score >= options.Threshold).Take(options.Top - 1)], asked.Said,
                mending);
    }

    /// <summary>One sentence about an object, in the judge's words.</summary>
    /// <param name="scene">The clip.</param>
    /// <param name="subject">The object.</param>
    /// <param name="begin">First frame of what is to be described.</param>
    /// <param name="end">Last frame, inclusive.</param>
    /// <param name="pictures">Where the frames come from.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="JudgeException">The judge did not answer, or nothing.</exception>
    public async Task<string> DescribeAsync(Scene scene, Tubelet subject, int begin, int end, PictureSource pictures, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(pictures);
        var marked = MarkedClip.Of(Tubelets(scene), scene.Size, Prominence.KeptFrames(begin, end, settings.Frames), [subject.Id],
            new MarkOptions());
        if (marked.Marks.Count == 0) throw new JudgeException("the object lies outside the picture");
        var shown = await pictures([.. marked.Frames.Select(f => f.Frame)], marked, ct).ConfigureAwait(false);
        var reply = await judge.AskAsync(JudgePrompts.Describe(marked.Marks[0].Number, shown), ct).ConfigureAwait(false);
        return ModelText.Sentence(reply.Text) is { Length: > 0 } sentence ? sentence
            : throw new JudgeException($"the judge {judge.Name} said nothing");
    }

    private async Task<Asked> AskMarksAsync(
        QueryPlan plan, Scene scene, IReadOnlyList<Tube> candidates, GroundingOptions options, PictureSource pictures, CancellationToken ct)
    {
        var tubelets = Tubelets(scene);
        var marked = MarkedClip.Of(tubelets, scene.Size, Frames(scene, candidates, options), [.. candidates.Select(c => c.TubeletId)],
            new MarkOptions());
        var shown = await pictures([.. marked.Frames.Select(f => f.Frame)], marked, ct).ConfigureAwait(false);
        var replies = await Task.WhenAll(
            judge.AskAsync(JudgePrompts.Target(plan.Text, shown, reversed: false, judge.Structures), ct),
            judge.AskAsync(JudgePrompts.Target(plan.Text, shown, reversed: true, judge.Structures), ct)).ConfigureAwait(false);

        double[] seconds = [.. shown.Select(p => p.Seconds)];
        var numbers = Prominence.Numbers(tubelets, scene.Size);
        var byNumber = tubelets.ToDictionary(t => numbers[t.Id]);
        string[] said = [.. replies.Select(r => r.Text)];
        var assembled = TargetAssembly.Assemble(
            TargetAnswerReader.Read(said[0], seconds), TargetAnswerReader.Read(said[1], seconds),
            number => byNumber.TryGetValue(number, out var t) ? candidates.FirstOrDefault(c => c.TubeletId == t.Id)?.Score ?? 0 : 0)
            ?? throw new JudgeException($"the judge {judge.Name} answered \"{ChatReply.Short(said[0])}\", which names no target");
        var (answer, sure) = assembled;
        (int, int)? period = answer is { Begin: { } begin, End: { } end } ? (FrameAt(scene, begin), FrameAt(scene, end)) : null;
        return TargetRepair.Mend(answer, marked, byNumber, period) is var (tubelet, first, last, mending)
            ? new Asked((tubelet, first, last, mending, sure), said) : new Asked(null, said);
    }

    /// <summary>Models that speak of places get frames without marks; the tubelet is the one that lies where they say.</summary>
    private async Task<Asked> AskPlacesAsync(
        QueryPlan plan, Scene scene, IReadOnlyList<Tube> candidates, GroundingOptions options, PictureSource pictures, CancellationToken ct)
    {
        var frames = Frames(scene, candidates, options);
        var shown = await pictures(frames, null, ct).ConfigureAwait(false);
        PlaceFormat format = settings.Format == JudgeFormat.LlavaSt ? new LlavaStFormat(scene.Size)
            : new QwenVlFormat(scene.Size, settings.PictureSide);
        var reply = await judge.AskAsync(format.Question(plan.Text, shown), ct).ConfigureAwait(false);
        if (format.Read(reply.Text, frames) is not { } places)
        {
            return TargetAnswerReader.Read(reply.Text, []) == TargetAnswer.None ? new Asked(null, [reply.Text])
                : throw new JudgeException($"the judge {judge.Name} answered \"{ChatReply.Short(reply.Text)}\", which names no place");
        }

        if (TargetRepair.ByBox(Tubelets(scene), places.Boxes) is not { } tubelet) return new Asked(null, [reply.Text]);
        int begin = Math.Max(places.Begin, tubelet.Begin), end = Math.Min(places.End, tubelet.End);
        return new Asked(begin <= end
            ? (tubelet, begin, end, TargetMending.ByBox, 1)
                : (tubelet, tubelet.Begin, tubelet.End, TargetMending.TimeMoved, 0.5f), [reply.Text]);
    }

    /// <summary>Frames over the lives of the candidates, within the period.</summary>
    private IReadOnlyList<int> Frames(Scene scene, IReadOnlyList<Tube> candidates, GroundingOptions options)
    {
        var ids = candidates.Select(c => c.TubeletId).ToHashSet();
        List<Tubelet> lives = [.. Tubelets(scene).Where(t => ids.Contains(t.Id))];
        var (first, last) = (lives.Min(t => t.Begin), lives.Max(t => t.End));
        if (options.Period is { } period) (first, last) = (Math.Max(first, period.Begin), Math.Min(last, period.End));
        return Prominence.KeptFrames(first, last, settings.Frames);
    }

    /// <summary>The frame of a time; times that are shown count from the clip's first frame.</summary>
    private static int FrameAt(Scene scene, double seconds) =>
        scene.FirstFrame + (int)Math.Clamp(Math.Round(seconds * scene.Fps), 0, scene.LastFrame - scene.FirstFrame);

    private static List<Tubelet> Tubelets(Scene scene) => [.. scene.Objects.Select(o => o.Tubelet)];

    private sealed record Asked((Tubelet Tubelet, int Begin, int End, TargetMending Mending, float Sure)? Chosen,
        IReadOnlyList<string> Said);
}
