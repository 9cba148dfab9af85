using System.Text.Json.Serialization;

namespace Stvg.Api.Contracts;

/// <summary>Event localisation and captioning: of the object at a box and a time, until when it goes on, and what it is and does.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DescribeRequest
{
    /// <summary>Where the object is at that time.</summary>
    public required BoxBody Box { get; init; }

    /// <summary>The time: seconds from the beginning of a file, or after <c>from</c> for a camera.</summary>
    /// <example>3.2</example>
    public required double At { get; init; }

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

    /// <summary>Whether the server's multimodal model finds the words; refused where none is configured.</summary>
    public bool? Judge { get; init; }
}

/// <summary>A rectangle in pixels of the original picture, from the top left corner.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BoxBody
{
    /// <summary>Left edge.</summary>
    /// <example>412</example>
    public required double X { get; init; }

    /// <summary>Top edge.</summary>
    /// <example>180</example>
    public required double Y { get; init; }

    /// <summary>Width, above 0.</summary>
    /// <example>60</example>
    public required double Width { get; init; }

    /// <summary>Height, above 0.</summary>
    /// <example>150</example>
    public required double Height { get; init; }
}

/// <summary>What an object is and does.</summary>
public sealed record DescribeResponse
{
    /// <summary>The object from the given time to the end of what it does.</summary>
    public required TubeResponse Tube { get; init; }

    /// <summary>One sentence.</summary>
    /// <example>a person in a red jacket walks to the left</example>
    public required string Text { get; init; }

    /// <summary>The parts of it that were recognised, surest first.</summary>
    public required IReadOnlyList<WordsBody> Words { get; init; }
}

/// <summary>A recognised part of a description.</summary>
public sealed record WordsBody
{
    /// <summary>The words.</summary>
    /// <example>in a red jacket</example>
    public required string Words { get; init; }

    /// <summary>How sure, from 0 to 1.</summary>
    public required double Score { get; init; }
}
