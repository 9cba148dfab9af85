using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>What an object stands on, by the colour around its foot: no detector knows grass, but grass is green and roads are grey.</summary>
internal static class GroundScorer
{
    private const float Little = 0.25f, Much = 0.55f;

    /// <summary>Scores per frame of the subject, or null when the other side is no ground or the relation does not ask for it.</summary>
    public static float[]? Score(RelationPredicate relation, ObjectFacts subject)
    {
        if (GroundNouns.ColourOf(relation.Other.Noun) is not { } colour || subject.Object.Samples.Count == 0 || !CanJudge(relation)) return null;
        return IsLeft(relation.Name) ? Left(subject.Ground(colour)) : subject.Ground(colour);
    }

    /// <summary>Whether it is about a ground that can be told by its colour.</summary>
    public static bool CanJudge(RelationPredicate relation) =>
        GroundNouns.ColourOf(relation.Other.Noun) is not null && (IsStoodOn(relation.Name) || IsLeft(relation.Name));

    private static bool IsStoodOn(string name) => name is "on" or "along" or "across" or "over" or "into" or "onto" or "inside";

    private static bool IsLeft(string name) => name is "away" or "away_from" or "leave";

    /// <summary>Only who was on it can have stepped off it.</summary>
    private static float[] Left(float[] on)
    {
        var before = 0f;
        return Fuzzy.PerFrame(on.Length, i =>
        {
            before = MathF.Max(before, on[i]);
            return before * (1 - on[i]);
        });
    }

    /// <summary>Linear between samples, constant before the first and after the last.</summary>
    public static float[] On(Colour colour, SceneObject subject)
    {
        var (samples, begin) = (subject.Samples, subject.Tubelet.Begin);
        var scores = new float[subject.Tubelet.Boxes.Count];
        var (i, lastFrame, last) = (0, 0, 0f);
        for (var k = 0; k < samples.Count && i < scores.Length; k++)
        {
            var (frame, next) = (samples[k].Frame, At(k));
            for (; i < scores.Length && begin + i <= frame; i++)
                scores[i] = k == 0 ? next : float.Lerp(last, next, (begin + i - lastFrame) / (float)(frame - lastFrame));
            (lastFrame, last) = (frame, next);
        }

        scores.AsSpan(i).Fill(last);
        return scores;

        float At(int index) => Fuzzy.Rise(samples[index].GroundShare(colour), Little, Much);
    }
}
