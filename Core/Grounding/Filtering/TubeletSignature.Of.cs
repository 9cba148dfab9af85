using Stvg.Core.Frames;
using Stvg.Core.Grounding.Scoring;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Filtering;

public readonly partial record struct TubeletSignature
{
    /// <summary>
    /// Grows when the same tubelet would get other features: signatures that were kept under another version say nothing.
    /// </summary>
    public const int Version = 1;

    private static readonly Motion[] s_motions = [.. Enum.GetValues<Motion>().Where(m => Feature.Motion(m) is not null)];
    private static readonly Direction[] s_directions = Enum.GetValues<Direction>();
    private static readonly PictureEdge[] s_edges = [PictureEdge.Left, PictureEdge.Right, PictureEdge.Top, PictureEdge.Bottom];

    /// <summary>
    /// What an object could answer, by the scorers that would judge it. What depends on others or on when the camera was watched is taken
    /// to hold: an object that is still there has the feature "leaves the picture" while it looks like leaving.
    /// </summary>
    /// <param name="candidate">The object with what was measured of it.</param>
    /// <param name="size">Size of the original picture.</param>
    /// <param name="fps">Frames per second of the numbering.</param>
    public static TubeletSignature Of(SceneObject candidate, FrameSize size, double fps) =>
        Of(new ObjectFacts(candidate, size, fps), size, fps);

    internal static TubeletSignature Of(ObjectFacts facts, FrameSize size, double fps)
    {
        var (candidate, features) = (facts.Object, new FeatureSet());
        AddClasses(ref features, facts);
        AddColours(ref features, candidate);
        AddMovement(ref features, facts.Curves, 0);
        AddCrossings(ref features, candidate, size, Math.Max(1, (int)Math.Round(PlaceScorer.CrossingSeconds * fps)));
        AddPlaces(ref features, facts.Boxes, size);
        return features.ToSignature();
    }

    /// <summary>Of what can be done anew every moment: what the object did and where it was since a frame.</summary>
    /// <param name="facts">The object.</param>
    /// <param name="size">Size of the original picture.</param>
    /// <param name="from">Index of the first frame that counts.</param>
    internal static TubeletSignature Since(ObjectFacts facts, FrameSize size, int from)
    {
        var features = new FeatureSet();
        AddMovement(ref features, facts.Curves, Math.Max(0, from));
        AddPlaces(ref features, facts.Boxes.AsSpan(Math.Max(0, from)), size);
        return features.ToSignature();
    }

    /// <summary>Features that <see cref="Since"/> may set.</summary>
    internal static TubeletSignature Passing { get; } = AllPassing();

    private static TubeletSignature AllPassing()
    {
        var features = new FeatureSet();
        foreach (var motion in s_motions) features.Add(Feature.Motion(motion)!.Value);
        foreach (var direction in s_directions) features.Add(Feature.Direction(direction));
        foreach (var place in Feature.Places) features.Add(Feature.Place(place)!.Value);
        return features.ToSignature();
    }

    /// <summary>What a feature means, for people: "class:car", "upper:red", "moves left", "enters at the right edge".</summary>
    public static string Name(int feature) => Feature.Name(feature);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Features());

    private IEnumerable<string> Features()
    {
        for (var i = 0; i < Length; i++)
            if (this[i]) yield return Name(i);
    }

    private static void AddClasses(ref FeatureSet features, ObjectFacts candidate)
    {
        foreach (var coco in CategoryScorer.ClassesThatCount(candidate.Object)) features.Add(Feature.Class(coco));
        if (CategoryScorer.IsVehicleByMotion(candidate)) features.Add(Feature.VehicleByMotion);
    }

    private static void AddColours(ref FeatureSet features, SceneObject candidate)
    {
        foreach (var (part, wanted) in s_wanted)
            if (AttributeScorer.Presence(wanted, wanted.Colours[0], candidate) >= Floor) features.Add(part);
    }

    private static void AddMovement(ref FeatureSet features, MotionCurves curves, int from)
    {
        foreach (var motion in s_motions)
            if (Fuzzy.Most(curves.Of(motion).AsSpan(from)) >= Floor) features.Add(Feature.Motion(motion)!.Value);
        foreach (var direction in s_directions)
            if (Fuzzy.Most(curves.Of(direction).AsSpan(from)) >= Floor) features.Add(Feature.Direction(direction));
    }

    private static void AddCrossings(ref FeatureSet features, SceneObject candidate, FrameSize size, int few)
    {
        foreach (var crossing in (ReadOnlySpan<Crossing>)[Crossing.Enter, Crossing.Leave])
        {
            foreach (var edge in s_edges)
            {
                if (PlaceScorer.Crosses(new CrossingPredicate(crossing, edge), candidate, size, few) < Floor) continue;
                features.Add(Feature.Crossing(crossing, edge));
                features.Add(Feature.Crossing(crossing, PictureEdge.Any)); // which is the best of the four
            }
        }
    }

    private static void AddPlaces(ref FeatureSet features, ReadOnlySpan<Box> boxes, FrameSize size)
    {
        // A place that was found is not looked for again.
        Span<PicturePlace> left = stackalloc PicturePlace[Feature.Places.Length];
        Feature.Places.CopyTo(left);
        foreach (ref readonly var box in boxes)
        {
            for (var p = left.Length - 1; p >= 0; p--)
            {
                if (PlaceScorer.At(left[p], box, size, 1) < Floor) continue;
                features.Add(Feature.Place(left[p])!.Value);
                left[p] = left[^1];
                left = left[..^1];
            }
        }
    }

    /// <summary>Every colour feature with a sub-query that asks for it.</summary>
    private static readonly (int Feature, ColourPredicate Wanted)[] s_wanted =
    [
        .. from part in Grounding.Filtering.Feature.Parts
           from colour in Enum.GetValues<Colour>()
           from wanted in (ColourPredicate[])[part with { Colours = [colour] }, part with { Colours = [colour, colour] }]
           where Grounding.Filtering.Feature.Colour(wanted, colour) is not null
           select (Grounding.Filtering.Feature.Colour(wanted, colour)!.Value, wanted),
    ];

    /// <summary>Features being collected.</summary>
    private struct FeatureSet
    {
        private ulong _bits0, _bits1, _bits2, _bits3;

        public void Add(int feature)
        {
            var bit = 1UL << (feature & 63);
            switch (feature >> 6)
            {
                case 0: _bits0 |= bit; break;
                case 1: _bits1 |= bit; break;
                case 2: _bits2 |= bit; break;
                default: _bits3 |= bit; break;
            }
        }

        public readonly TubeletSignature ToSignature() => new(_bits0, _bits1, _bits2, _bits3);
    }
}
