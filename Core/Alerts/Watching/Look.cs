using Stvg.Core.Alerts.Meanings;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;

namespace Stvg.Core.Alerts.Watching;

/// <summary>
/// One object at one moment: whatever plans ask of it is worked out once. When all is asked it rests, and keeps only what may be told.
/// </summary>
/// <param name="number">Numbers of looks grow.</param>
/// <param name="facts">The object.</param>
/// <param name="context">The scene that it is in.</param>
/// <param name="isGone">Whether it is seen for the last time.</param>
internal sealed partial class Look(long number, ObjectFacts facts, GroundingContext context, bool isGone)
{
    // Bounds are above what they bound, but for the last digits.
    private const float Rounding = 1e-5f;

    private readonly Box[] _boxes = facts.Boxes;
    private (ObjectFacts Facts, GroundingContext Context)? _fresh = (facts, context);
    private (Timing? Best, Timing? Latest)? _always;

    /// <summary>Number of this look.</summary>
    public long Number { get; } = number;

    /// <summary>The object, until the look rests.</summary>
    public ObjectFacts Facts => Fresh.Facts;

    /// <summary>First frame that is known.</summary>
    public int Begin { get; } = facts.Tubelet.Begin;

    /// <summary>Last frame that is known.</summary>
    public int End { get; } = facts.Tubelet.End;

    /// <summary>How many those are.</summary>
    public int Length => _boxes.Length;

    /// <summary>Whether the object is seen for the last time.</summary>
    public bool IsGone { get; } = isGone;

    /// <summary>Where on a frame; on the nearest that is known.</summary>
    public Box BoxAt(int frame) => _boxes[Math.Clamp(frame - Begin, 0, _boxes.Length - 1)];

    /// <summary>
    /// When and how well the object fits, at the latest and at best. Most pairs are refused by bounds, before any time is looked for.
    /// </summary>
    /// <param name="meaning">What is asked.</param>
    /// <param name="needed">A score below this is of no use.</param>
    /// <param name="work">Counted in.</param>
    public (Finding? Latest, Finding? Best) Find(Meaning meaning, float needed, ref StandingWork work) =>
        MayReach(meaning, needed, null) ? FindTime(meaning, needed, ref work) : default;

    /// <summary>The same for something that holds at the newest frames, if at all: what held before was judged before.</summary>
    /// <param name="meaning">What is asked.</param>
    /// <param name="since">The newest frames begin here.</param>
    /// <param name="needed">A score below this is of no use.</param>
    /// <param name="work">Counted in.</param>
    public (Finding? Latest, Finding? Best) FindNew(Meaning meaning, int since, float needed, ref StandingWork work) =>
        MayReach(meaning, AlertRules.Hold * needed, since) ? FindTime(meaning, needed, ref work) : default;

    private GroundingContext Context => Fresh.Context;

    private (ObjectFacts Facts, GroundingContext Context) Fresh => _fresh ?? throw new InvalidOperationException("the look rests");

    private (Finding? Latest, Finding? Best) FindTime(Meaning meaning, float needed, ref StandingWork work)
    {
        work.Scored++;
        var (best, latest) = When(meaning.Course);
        var bestFinding = Score(meaning, best, needed);
        return (ReferenceEquals(best, latest) ? bestFinding : Score(meaning, latest, needed), bestFinding);
    }

    /// <summary>Whether a score is within reach, going by the best frame of every part: of all frames, or of those since one.</summary>
    private bool MayReach(Meaning meaning, float needed, int? since)
    {
        if (Fits(meaning.Kind) <= 0) return false;
        var (logs, count, least) = (EvidenceCombination.Log(meaning.Kind.Score), 1, meaning.Kind.Score);
        foreach (var part in meaning.Constants)
        {
            Judge(part);
            if (part.IsJudged) Add(part.Most, part.Log);
        }

        if (meaning.Course is { } course)
        {
            var left = course.Parts.Length;
            foreach (var part in course.ByCost)
            {
                if (IsTooLittle(left--)) return false;
                if (since is { } from)
                {
                    var recent = Recent(part, from);
                    if (!float.IsNaN(recent)) Add(recent, EvidenceCombination.Log(recent));
                }
                else
                {
                    Judge(part);
                    if (part.IsJudged) Add(part.Most, part.Log);
                }
            }
        }

        return !IsTooLittle(0);

        bool IsTooLittle(int left) => EvidenceCombination.Combine(logs, count + left, least) < needed - Rounding;

        void Add(float most, double log) => (logs, count, least) = (logs + log, count + 1, MathF.Min(least, most));
    }

    private float Fits(Kind kind)
    {
        if (kind.Look == Number) return kind.Score;
        kind.Look = Number;
        return kind.Score = Context.Category(kind.Entity, Facts);
    }

    private void Judge(Part part)
    {
        if (part.Look == Number) return;
        part.Look = Number;
        if (part.IsConstant)
        {
            var score = AttributeScorer.Score(part.SubQuery, part.Target, Facts.Object, Context);
            (part.IsJudged, part.Most) = (score is not null, score ?? 0);
        }
        else if (part.SubQuery is { Negated: false, Predicate: RelationPredicate relation } && RelationScorer.Most(relation, Facts.Object, Context) is { } most)
        {
            // The frames are worked out when they are needed: most plans are refused before.
            (part.Scores, part.IsJudged, part.Most) = (null, true, most);
        }
        else
        {
            JudgeFrames(part);
            return;
        }

        part.Log = EvidenceCombination.Log(part.Most);
    }

    private void JudgeFrames(Part part)
    {
        (part.Look, part.Scores) = (Number, ScoresOf(part));
        (part.IsJudged, part.Most) = (part.Scores is not null, part.Scores is null ? 0 : Fuzzy.Most(part.Scores));
        part.Log = EvidenceCombination.Log(part.Most);
    }

    private float Recent(Part part, int since)
    {
        if (part.RecentLook == Number) return part.Recent;
        part.RecentLook = Number;
        if (part.SubQuery is { Negated: false, Predicate: RelationPredicate relation }
            && RelationScorer.Most(relation, Facts.Object, Context, since) is { } most) return part.Recent = most;
        return part.Recent = ScoresOf(part) is { } scores ? Fuzzy.Most(scores.AsSpan(Math.Max(0, since - Begin))) : float.NaN;
    }

    private (Timing? Best, Timing? Latest) When(Course? course)
    {
        if (course is null) return _always ??= Timing.Of([], Context, Length);
        if (course.Look != Number)
        {
            course.Look = Number;
            foreach (var part in course.Parts)
            {
                if (part.Look == Number && !part.IsJudged) continue;
                if (part.Look != Number || part.Scores is null) JudgeFrames(part);
            }

            course.Find(Context, Length);
        }

        return (course.Best, course.Latest);
    }

    private Finding? Score(Meaning meaning, Timing? timing, float needed)
    {
        if (timing is null) return null;
        var parts = meaning.Constants.Length + (meaning.Course?.Parts.Length ?? 0);
        Span<float> scores = stackalloc float[1 + parts];
        Span<float> evidence = stackalloc float[parts];
        var (count, i, changing) = (1, 0, 0);
        scores[0] = meaning.Kind.Score;
        foreach (var part in meaning.Constants) evidence[i++] = part.IsJudged ? scores[count++] = part.Most : float.NaN;
        if (meaning.Course is { } course)
            foreach (var part in course.Parts) evidence[i++] = part.IsJudged ? scores[count++] = timing.Evidence[changing++] : float.NaN;

        var score = EvidenceCombination.Total(scores[..count], count > 1 || !meaning.SaysSomething, timing.Length / Context.Scene.Fps);
        return score < needed ? null : new Finding(meaning, score, Begin + timing.Begin, Begin + timing.End, evidence.ToArray());
    }
}
