using Stvg.Core.Frames;

namespace Stvg.Core.Tubelets;

/// <summary>
/// One object's continuous visit to one camera's picture: a box on every frame from <see cref="Begin"/> to <see cref="End"/>.
/// Who leaves and comes back later is a new tubelet.
/// </summary>
public sealed record Tubelet
{
    private readonly int? _firstSeen, _objectId;

    /// <summary>Identity within its camera; never reused.</summary>
    public required int Id { get; init; }

    /// <summary>The camera or file it was seen in.</summary>
    public string CameraId { get; init; } = "";

    /// <summary>First frame, from 0.</summary>
    public required int Begin { get; init; }

    /// <summary>When the object was first seen: before <see cref="Begin"/> where its older past was given up to save memory.</summary>
    public int FirstSeen
    {
        get => _firstSeen ?? Begin;
        init => _firstSeen = value;
    }

    /// <summary>
    /// The object as far as its camera can tell: the id of the first of several tubelets that continue each other across short losses.
    /// </summary>
    public int ObjectId
    {
        get => _objectId ?? Id;
        init => _objectId = value;
    }

    /// <summary>Last frame, inclusive.</summary>
    public int End => Begin + Boxes.Count - 1;

    /// <summary>One box for every frame from <see cref="Begin"/> on, in pixels of the original frame.</summary>
    public required IReadOnlyList<Box> Boxes { get; init; }

    /// <summary>
    /// The same boxes in the scene, as a camera that had stood would have seen them: what motion is measured in. Null where the camera did stand,
    /// and they are <see cref="Boxes"/>.
    /// </summary>
    public IReadOnlyList<Box>? Steady { get; init; }

    /// <summary>The boxes in the scene.</summary>
    public IReadOnlyList<Box> SteadyBoxes => Steady ?? Boxes;

    /// <summary>Per frame: the detection's score where the box was observed, 0 where it was interpolated. Same length as <see cref="Boxes"/>.</summary>
    public required IReadOnlyList<float> Scores { get; init; }

    /// <summary>Sum of detection scores per class, in the detector's class order; the largest is what the object most likely is.</summary>
    public IReadOnlyList<float> ClassVotes { get; init; } = [];

    /// <summary>Mean appearance vector (see the tracker's appearance extractor); empty when none was computed.</summary>
    public IReadOnlyList<float> Appearance { get; init; } = [];

    /// <summary>Appearance over time, in order; empty when none was computed. Tells whether an identity was mixed up on the way.</summary>
    public IReadOnlyList<AppearanceSample> AppearanceSamples { get; init; } = [];

    /// <summary>A stretch of its life, which came in when it did; what was summed up over all of it stays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not live on all frames from one to the other.</exception>
    public Tubelet Part(int begin, int end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(begin, Begin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, End);
        return this with
        {
            Begin = begin, FirstSeen = FirstSeen, ObjectId = ObjectId, Boxes = Of(Boxes), Scores = Of(Scores), Steady = Steady is null ? null : Of(Steady),
        };

        T[] Of<T>(IReadOnlyList<T> values) => [.. values.Skip(begin - Begin).Take(end - begin + 1)];
    }

    /// <summary>The box on an absolute frame number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The frame is outside the tubelet's life.</exception>
    public Box BoxAt(int frame) => Boxes[frame - Begin];

    /// <summary>Whether the tubelet lives on that frame.</summary>
    public bool Covers(int frame) => frame >= Begin && frame <= End;

    /// <summary>The class with the most votes, or -1 when there are none.</summary>
    public int Class
    {
        get
        {
            // Asked for often, and arrays are slow as lists.
            ReadOnlySpan<float> votes = ClassVotes as float[] ?? [.. ClassVotes];
            var (best, most) = (-1, 0f);
            for (var i = 0; i < votes.Length; i++)
                if (votes[i] > most) (best, most) = (i, votes[i]);
            return best;
        }
    }
}
