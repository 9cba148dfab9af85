using System.Text.Json.Serialization;
using Stvg.Api.Contracts.Json;

namespace Stvg.Api.Contracts;

/// <summary>A named area of a camera's picture.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ZoneBody
{
    /// <summary>Unique in its camera.</summary>
    /// <example>door</example>
    public required string Name { get; init; }

    /// <summary>The corners of a polygon, 3 to 200, each [x, y] in fractions of width and height from the top left corner.</summary>
    public required IReadOnlyList<PointBody> Points { get; init; }
}

/// <summary>A point of a picture; in JSON an array of two numbers from 0 to 1.</summary>
/// <param name="X">From 0 (left edge) to 1 (right edge).</param>
/// <param name="Y">From 0 (top edge) to 1 (bottom edge).</param>
[JsonConverter(typeof(PointConverter))]
public readonly record struct PointBody(double X, double Y);
