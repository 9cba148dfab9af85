namespace Stvg.Grains.Interfaces.Wire;

/// <summary>What came of a job; which members are set depends on what was asked.</summary>
[GenerateSerializer, Immutable, Alias("stvg.clip-reply")]
public sealed record ClipReply
{
    /// <summary>Answers, best first.</summary>
    [Id(0)] public TubeReply[] Tubes { get; init; } = [];

    /// <summary>A description.</summary>
    [Id(1)] public string? Text { get; init; }

    /// <summary>Its words.</summary>
    [Id(2)] public string[] Words { get; init; } = [];

    /// <summary>How sure each is.</summary>
    [Id(3)] public float[] WordScores { get; init; } = [];

    /// <summary>Who judged; null: nobody.</summary>
    [Id(4)] public string? Judge { get; init; }

    /// <summary>What the judge said.</summary>
    [Id(5)] public string[] Said { get; init; } = [];

    /// <summary><see cref="Core.Judging.TargetMending"/>.</summary>
    [Id(6)] public int Mending { get; init; }

    /// <summary>Tubelets that came through a search's filter.</summary>
    [Id(7)] public long Candidates { get; init; }

    /// <summary>Those that were scored.</summary>
    [Id(8)] public int Scored { get; init; }

    /// <summary>Those that a judge looked at.</summary>
    [Id(9)] public int Judged { get; init; }

    /// <summary>Time that it took.</summary>
    [Id(10)] public TimeSpan Elapsed { get; init; }

    /// <summary>Marked frames.</summary>
    [Id(11)] public MarksReply? Marks { get; init; }

    /// <summary>Scores over time.</summary>
    [Id(12)] public CurvesReply? Curves { get; init; }
}

/// <summary>What every part of a sentence scored when.</summary>
/// <param name="Begin">Frame of the first scores.</param>
/// <param name="SubQueries">Those that could be judged.</param>
/// <param name="Scores">One array for each, a score for every frame.</param>
[GenerateSerializer, Immutable, Alias("stvg.curves-reply")]
public sealed record CurvesReply([property: Id(0)] int Begin, [property: Id(1)] string[] SubQueries, [property: Id(2)] float[][] Scores);

/// <summary>An answer.</summary>
/// <param name="Tube">What <see cref="Core.Grounding.TubeCodec"/> wrote.</param>
/// <param name="Width">Width of the picture, pixels.</param>
/// <param name="Height">Height of the picture, pixels.</param>
/// <param name="FramesPerSecond">Rate of its frame numbers.</param>
/// <param name="BeginAt">Capture time of its first frame; null for a file.</param>
/// <param name="EndAt">Capture time of its last frame; null for a file.</param>
[GenerateSerializer, Immutable, Alias("stvg.tube-reply")]
public sealed record TubeReply(
    [property: Id(0)] byte[] Tube, [property: Id(1)] int Width, [property: Id(2)] int Height, [property: Id(3)] double FramesPerSecond,
    [property: Id(4)] DateTimeOffset? BeginAt, [property: Id(5)] DateTimeOffset? EndAt);

/// <summary>Marked frames.</summary>
/// <param name="Width">Width of the picture, pixels.</param>
/// <param name="Height">Height of the picture, pixels.</param>
/// <param name="Marks">Who is marked.</param>
/// <param name="Frames">The frames, ascending.</param>
[GenerateSerializer, Immutable, Alias("stvg.marks-reply")]
public sealed record MarksReply(
    [property: Id(0)] int Width, [property: Id(1)] int Height, [property: Id(2)] MarkReply[] Marks,
        [property: Id(3)] MarkedFrameReply[] Frames);

/// <summary>Somebody who is marked.</summary>
/// <param name="Number">The number.</param>
/// <param name="Frequency">Frames that show it.</param>
/// <param name="Area">Sum of its boxes there, square pixels.</param>
/// <param name="Tubelet">What <see cref="Core.Tubelets.TubeletCodec"/> wrote.</param>
[GenerateSerializer, Immutable, Alias("stvg.mark-reply")]
public sealed record MarkReply(
    [property: Id(0)] int Number, [property: Id(1)] int Frequency, [property: Id(2)] double Area, [property: Id(3)] byte[] Tubelet);

/// <summary>A marked frame.</summary>
/// <param name="Frame">Its number.</param>
/// <param name="Time">Its stream time.</param>
/// <param name="Jpeg">The picture with its marks.</param>
/// <param name="Marks">Number and tubelet of each mark.</param>
/// <param name="Places">Nine numbers for each: the object's box, the circle's centre and diameter, where its line ends; pixels.</param>
[GenerateSerializer, Immutable, Alias("stvg.marked-frame-reply")]
public sealed record MarkedFrameReply(
    [property: Id(0)] int Frame, [property: Id(1)] TimeSpan Time, [property: Id(2)] byte[] Jpeg, [property: Id(3)] int[] Marks,
    [property: Id(4)] float[] Places);
