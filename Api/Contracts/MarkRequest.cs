using System.Text.Json.Serialization;

namespace Stvg.Api.Contracts;

/// <summary>Frames of a clip with numbered marks, to ask any multimodal model about.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MarkRequest
{
    /// <summary>A video file in one of the server's folders; or else give a camera.</summary>
    /// <example>yard.mp4</example>
    public string? Video { get; init; }

    /// <summary>A camera, with <c>from</c> and <c>to</c>; or else give a video.</summary>
    public string? Camera { get; init; }

    /// <summary>Begin of the camera's stretch, UTC.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>End of the camera's stretch, UTC.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Begin within the file, seconds; left out: its first frame.</summary>
    public double? Begin { get; init; }

    /// <summary>End within the file, seconds; left out: its last frame.</summary>
    public double? End { get; init; }

    /// <summary>Frames to keep, evenly spaced; default 8.</summary>
    /// <example>8</example>
    public int? Frames { get; init; }

    /// <summary>Objects to mark: those on most of the kept frames, the largest first; default 5.</summary>
    /// <example>5</example>
    public int? Top { get; init; }

    /// <summary>Whether marked objects are outlined; default true.</summary>
    public bool? Outline { get; init; }

    /// <summary>Whether things that never move are marked, too; default false.</summary>
    public bool? All { get; init; }
}

/// <summary>Marked frames, and which mark is which object.</summary>
public sealed record MarkResponse
{
    /// <summary>Size of the original picture, in whose pixels everything is.</summary>
    public required SizeBody Size { get; init; }

    /// <summary>The marked objects, by number.</summary>
    public required IReadOnlyList<MarkBody> Marks { get; init; }

    /// <summary>The frames, in order of time.</summary>
    public required IReadOnlyList<MarkedFrameBody> Frames { get; init; }
}

/// <summary>A marked object. Its number is the same on every frame, and in every answer about the same clip.</summary>
public sealed record MarkBody
{
    /// <summary>What the mark says.</summary>
    /// <example>3</example>
    public required int Number { get; init; }

    /// <summary>The tubelet.</summary>
    public required int TubeletId { get; init; }

    /// <summary>First frame of its life.</summary>
    public required int Begin { get; init; }

    /// <summary>Last frame of its life, inclusive.</summary>
    public required int End { get; init; }

    /// <summary>Kept frames that show it.</summary>
    public required int Frequency { get; init; }

    /// <summary>Sum of its boxes there, square pixels.</summary>
    public required double Area { get; init; }
}

/// <summary>A frame with its marks.</summary>
public sealed record MarkedFrameBody
{
    /// <summary>Frame number.</summary>
    public required int Frame { get; init; }

    /// <summary>Stream time, seconds.</summary>
    public required double Time { get; init; }

    /// <summary>The picture with the marks drawn into it: a JPEG in base64.</summary>
    public required byte[] Jpeg { get; init; }

    /// <summary>Where the marks are.</summary>
    public required IReadOnlyList<PlacedMarkBody> Marks { get; init; }
}

/// <summary>A mark on a frame.</summary>
public sealed record PlacedMarkBody
{
    /// <summary>What it says.</summary>
    public required int Number { get; init; }

    /// <summary>Centre of its circle.</summary>
    public required double CircleX { get; init; }

    /// <summary>Centre of its circle.</summary>
    public required double CircleY { get; init; }

    /// <summary>The object that it marks.</summary>
    public required BoxBody Box { get; init; }
}
