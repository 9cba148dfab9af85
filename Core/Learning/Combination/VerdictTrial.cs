using Stvg.Core.Grounding;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning;

/// <summary>
/// Tries a learned grounder on operators' verdicts that it was not taught: how often the built-in grounder alone, and the two together, say what
/// the operators said.
/// </summary>
public static class VerdictTrial
{
    /// <summary>With fewer held-out verdicts nothing is adopted: the difference would be luck.</summary>
    public const int DefaultFewest = 20;

    /// <summary>Holds the trial.</summary>
    /// <param name="heldOut">Sentences with verdicts, none of which was learned from.</param>
    /// <param name="learned">Who is tried.</param>
    /// <param name="fewest">Fewer verdicts than that are no trial.</param>
    /// <param name="each">Runs a body for 0 to n − 1, in any order or at once; one after the other when null.</param>
    public static VerdictTrialResult Hold(
        IReadOnlyList<JudgedQuestion> heldOut, LearnedGrounder learned, int fewest = DefaultFewest, Action<int, Action<int>>? each = null)
    {
        ArgumentNullException.ThrowIfNull(heldOut);
        ArgumentNullException.ThrowIfNull(learned);
        each ??= static (count, body) =>
        {
            for (var i = 0; i < count; i++) body(i);
        };
        var outcomes = new (bool[] Alone, bool[] Together)[heldOut.Count];
        each(outcomes.Length, i => outcomes[i] = (Agreements(heldOut[i], null), Agreements(heldOut[i], learned)));
        return new VerdictTrialResult
        {
            Fewest = fewest,
            HasWeights = learned.Weighing is not null,
            Rights = heldOut.Sum(q => q.Verdicts.Count(v => v.Verdict == Verdict.Right)),
            Wrongs = heldOut.Sum(q => q.Verdicts.Count(v => v.Verdict == Verdict.Wrong)),
            Alone = Sum(heldOut, outcomes.Select(o => o.Alone)),
            Together = Sum(heldOut, outcomes.Select(o => o.Together)),
            Lost = Texts(heldOut, outcomes, static (alone, together) => alone && !together),
            Won = Texts(heldOut, outcomes, static (alone, together) => !alone && together),
        };
    }

    /// <summary>Which verdicts of a question an answerer agrees with.</summary>
    private static bool[] Agreements(JudgedQuestion question, LearnedGrounder? learned)
    {
        var best = CombinedGrounder.Ground(question.Plan, question.Scene, "", new GroundingOptions { Top = 1 }, learned) is [var tube, ..] ? tube : null;
        // Several may be right; then any of them is a right answer.
        var right = question.Verdicts.Any(v => v.Verdict == Verdict.Right && Names(best, v, question.Scene));
        return [.. question.Verdicts.Select(v => v.Verdict == Verdict.Right ? right : !Names(best, v, question.Scene))];
    }

    /// <summary>Whether an answer is the judged one: the same object, at a time that they share.</summary>
    private static bool Names(Tube? answer, JudgedObject judged, Scene scene) =>
        answer is not null && answer.Begin <= judged.End && answer.End >= judged.Begin
        && ObjectOf(scene, answer.TubeletId) == ObjectOf(scene, judged.TubeletId);

    private static int ObjectOf(Scene scene, int tubeletId) => scene.Objects.FirstOrDefault(o => o.Tubelet.Id == tubeletId)?.Tubelet.ObjectId ?? tubeletId;

    private static VerdictAgreement Sum(IReadOnlyList<JudgedQuestion> questions, IEnumerable<bool[]> agreements)
    {
        var (right, wrong, sentences) = (0, 0, 0);
        foreach (var (question, agrees) in questions.Zip(agreements))
        {
            if (agrees.All(a => a)) sentences++;
            foreach (var (verdict, agreed) in question.Verdicts.Zip(agrees))
            {
                if (!agreed) continue;
                if (verdict.Verdict == Verdict.Right) right++;
                else wrong++;
            }
        }

        return new VerdictAgreement(right, wrong, sentences);
    }

    /// <summary>Sentences by whether all that was said of them is met: what is agreed with on one count and not on another does not work.</summary>
    private static IReadOnlyList<string> Texts(
        IReadOnlyList<JudgedQuestion> questions, (bool[] Alone, bool[] Together)[] outcomes, Func<bool, bool, bool> chosen) =>
    [
        .. questions.Zip(outcomes).Where(q => chosen(q.Second.Alone.All(a => a), q.Second.Together.All(a => a))).Select(q => q.First.Plan.Text),
    ];
}

/// <summary>With how much of what operators said somebody agrees.</summary>
/// <param name="Right">Answers called right that are the answer, at or above the threshold.</param>
/// <param name="Wrong">Answers called wrong that are not.</param>
/// <param name="Sentences">Sentences about a scene of which every verdict is met.</param>
public sealed record VerdictAgreement(int Right, int Wrong, int Sentences)
{
    /// <summary>Both.</summary>
    public int Verdicts => Right + Wrong;
}
