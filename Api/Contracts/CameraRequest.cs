using System.Text.Json.Serialization;
using Stvg.Core.Cameras;

namespace Stvg.Api.Contracts;

/// <summary>A camera to watch. What is left out has the product's default.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CameraRequest
{
    /// <summary>Lower-case letters, digits, '-' and '_', at most 64; unique.</summary>
    /// <example>gate-1</example>
    public required string Id { get; init; }

    /// <summary>An rtsp, rtsps, http or https address, the path of a file on the server, or a device. May hold user and password.</summary>
    /// <example>rtsp://user:password@10.0.0.17/stream1</example>
    public required string Source { get; init; }

    /// <summary>For people; the id where it is left out.</summary>
    /// <example>Main gate</example>
    public string? Name { get; init; }

    /// <summary>Frames per second that are looked at; left out: the source's own rate, thinned to at most 15.</summary>
    /// <example>10</example>
    public double? Fps { get; init; }

    /// <summary>How fast a file is played: "realtime" (default) as a camera would, "fast" as fast as everything else allows.</summary>
    /// <example>realtime</example>
    public Pace? Pace { get; init; }

    /// <summary>Whether a file begins again when it ends; default false.</summary>
    public bool? Loop { get; init; }

    /// <summary>Named areas that standing queries may be limited to.</summary>
    public IReadOnlyList<ZoneBody>? Zones { get; init; }

    /// <summary>Polygons that are painted black before anything else sees the frame; points as in zones.</summary>
    public IReadOnlyList<IReadOnlyList<PointBody>>? Masks { get; init; }

    /// <summary>Whether the stream is kept on disk; default true.</summary>
    public bool? Recording { get; init; }
}
