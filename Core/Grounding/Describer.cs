using System.Collections.Immutable;
using Stvg.Core.Frames;
using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding;

/// <summary>What an object is and does from a moment on, and until when: event localisation and captioning, with the grounder's own scores.</summary>
/// <param name="End">Last frame of what it does.</param>
/// <param name="Text">One sentence in the words that the parser understands.</param>
/// <param name="Words">Its parts with their scores, surest first.</param>
public sealed record Description(int End, string Text, ImmutableArray<(string Words, float Score)> Words);

/// <summary>Describes objects of a scene.</summary>
public static class Describer
{
    // As in the grounder: a frame on which a movement scores less than this speaks against it.
    private const float Threshold = 0.45f;
    private const float SureEnough = 0.5f;

    private static readonly (Motion Motion, string Words)[] s_manners =
        [(Motion.Stand, "standing"), (Motion.Walk, "walking"), (Motion.Run, "running")];

    private static readonly (Direction Direction, string Words)[] s_directions =
    [
        (Direction.Left, "to the left"), (Direction.Right, "to the right"),
        (Direction.TowardsCamera, "towards the camera"), (Direction.AwayFromCamera, "away from the camera"),
    ];

    private static readonly (PictureEdge Edge, string Words)[] s_edges =
        [(PictureEdge.Left, "on the left"), (PictureEdge.Right, "on the right"), (PictureEdge.Top, "at the top"), (PictureEdge.Bottom, "at the bottom")];

    private static readonly Entity s_vehicle = new("vehicle", ["car", "truck", "bus", "motorcycle", "bicycle"]);

    /// <summary>The object whose box on a frame overlaps a given box best; null when none does by half.</summary>
    public static SceneObject? At(Scene scene, int frame, Box box)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var best = scene.Objects.Where(o => o.Tubelet.Covers(frame)).MaxBy(o => o.Tubelet.BoxAt(frame).IoU(box));
        return best is not null && best.Tubelet.BoxAt(frame).IoU(box) >= 0.5f ? best : null;
    }

    /// <summary>Describes an object from a frame of its life on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The object does not live on that frame.</exception>
    public static Description Describe(Scene scene, SceneObject subject, int frame)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(subject);
        if (!subject.Tubelet.Covers(frame)) throw new ArgumentOutOfRangeException(nameof(frame));

        var context = new GroundingContext(scene);
        var from = frame - subject.Tubelet.Begin;
        var words = new List<(string Words, float Score)> { Kind(subject, context) };
        foreach (var (part, colour) in ColourSummary.Of(subject))
            words.Add((part == "whole" ? colour : $"{colour} {Part(part)}", subject.Colours.Share(Enum.Parse<BodyPart>(part, true), Enum.Parse<Colour>(colour, true))));

        var person = subject.Tubelet.Class is CocoClasses.Person or < 0;
        var (manner, scores) = Manner(subject, context, from, person);
        var moves = manner.Motion != Motion.Stand;
        var direction = moves ? Way(subject, context, from) : null;
        if (direction is { } way) scores = Fuzzy.Product(scores, way.Scores);
        var end = LastOf(scores, from);
        words.Add((manner.Words, Mean(scores, from, end)));
        if (direction is { } known) words.Add((known.Words, Mean(known.Scores, from, end)));
        if (moves && Leaving(subject, context, end) is { } leaving)
        {
            words.Add((leaving.Words, leaving.Score));
            end = subject.Tubelet.Boxes.Count - 1;
        }

        return new Description(subject.Tubelet.Begin + end, Sentence(words), [.. words.OrderByDescending(w => w.Score)]);
    }

    private static (string Words, float Score) Kind(SceneObject subject, GroundingContext context)
    {
        var votes = subject.Tubelet.ClassVotes;
        var best = subject.Tubelet.Class;
        if (best < 0 || best >= CocoClasses.Names.Count) return ("something", 1);
        var named = (CocoClasses.Names[best], votes[best] / votes.Sum());
        // A car from above is a cell phone to a detector; the grounder knows that by how it moves.
        var vehicle = s_vehicle.Categories.Contains(named.Item1) ? 0 : CategoryScorer.Score(s_vehicle, context.Facts(subject));
        return vehicle > named.Item2 ? ("vehicle", vehicle) : named;
    }

    private static string Part(string part) => part switch
    {
        "head" => "hair or hat",
        "upper" => "top",
        _ => "trousers",
    };

    /// <summary>How it moves in the second after a frame.</summary>
    private static ((Motion Motion, string Words), float[]) Manner(SceneObject subject, GroundingContext context, int from, bool person)
    {
        var to = Math.Min(subject.Tubelet.Boxes.Count - 1, from + context.Frames(1));
        var best = (Manner: s_manners[0], Scores: Array.Empty<float>(), Mean: -1f);
        foreach (var manner in person ? s_manners : [s_manners[0], (Motion.Move, "moving")])
        {
            var scores = context.Facts(subject).Curves.Of(manner.Motion);
            var mean = Mean(scores, from, to);
            if (mean > best.Mean) best = (manner, scores, mean);
        }

        return (best.Manner, best.Scores);
    }

    private static (string Words, float[] Scores)? Way(SceneObject subject, GroundingContext context, int from)
    {
        var to = Math.Min(subject.Tubelet.Boxes.Count - 1, from + context.Frames(1));
        (string Words, float[] Scores)? best = null;
        var most = SureEnough;
        foreach (var (direction, words) in s_directions)
        {
            var scores = context.Facts(subject).Curves.Of(direction);
            var mean = Mean(scores, from, to);
            if (mean > most) (best, most) = ((words, scores), mean);
        }

        return best;
    }

    private static (string Words, float Score)? Leaving(SceneObject subject, GroundingContext context, int end)
    {
        var last = subject.Tubelet.Boxes.Count - 1;
        if (last - end > context.Frames(1)) return null;
        (string Words, float Score)? best = null;
        foreach (var (edge, words) in s_edges)
        {
            var score = PlaceScorer.Score(new CrossingPredicate(Crossing.Leave, edge), false, subject, context)[last];
            if (score > (best?.Score ?? SureEnough)) best = ($"leaving the picture {words}", score);
        }

        return best;
    }

    /// <summary>The end of the best stretch that begins at a frame: the largest sum of what scores lie above the threshold.</summary>
    private static int LastOf(float[] scores, int from)
    {
        float sum = 0, most = float.NegativeInfinity;
        var end = from;
        for (var i = from; i < scores.Length; i++)
        {
            sum += scores[i] - Threshold;
            if (sum > most) (most, end) = (sum, i);
        }

        return end;
    }

    private static float Mean(float[] scores, int from, int to)
    {
        float sum = 0;
        for (var i = from; i <= to; i++) sum += scores[i];
        return sum / (to - from + 1);
    }

    private static string Sentence(List<(string Words, float Score)> words)
    {
        var noun = words[0].Words;
        var colours = words.Skip(1).TakeWhile(w => !IsMovement(w.Words)).Select(w => w.Words).ToList();
        var rest = words.Skip(1 + colours.Count).Select(w => w.Words).ToList();
        var bare = colours.Count == 1 && !colours[0].Contains(' ', StringComparison.Ordinal);
        var what = bare ? $"{colours[0]} {noun}" : colours.Count == 0 ? noun : $"{noun} with {string.Join(" and ", colours.Select(Article))}";
        var leaving = rest.FindIndex(w => w.StartsWith("leaving", StringComparison.Ordinal));
        var does = leaving < 0 ? string.Join(' ', rest) : $"{string.Join(' ', rest.Take(leaving))} and {rest[leaving]}";
        return $"{Article(what)} {does}";
    }

    private static bool IsMovement(string words) =>
        words == "moving" || Array.Exists(s_manners, m => m.Words == words);

    private static string Article(string words) => words.EndsWith("trousers", StringComparison.Ordinal) || words == "something" ? words
        : ("aeiou".Contains(words[0], StringComparison.Ordinal) ? "an " : "a ") + words;
}
