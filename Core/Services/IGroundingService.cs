namespace Stvg.Core.Services;

/// <summary>
/// Everything that operators and programs can ask of the product, the same from one process and from a cluster. The HTTP API and the
/// console know nothing else.
/// </summary>
/// <remarks>Every method throws <see cref="ServiceException"/> with one line for the user, or another <see cref="StvgException"/> for a bad value.</remarks>
public interface IGroundingService
{
    /// <summary>Cameras and what they saw.</summary>
    ICameraService Cameras { get; }

    /// <summary>Standing queries and plans.</summary>
    IQueryService Queries { get; }

    /// <summary>Alerts and their delivery.</summary>
    IAlertService Alerts { get; }

    /// <summary>Search over everything seen, and single answers.</summary>
    ITubeService Tubes { get; }

    /// <summary>Grounding of one clip.</summary>
    IClipService Clips { get; }

    /// <summary>Health, keys, audit.</summary>
    ISystemService System { get; }
}

/// <summary>A part of a long list.</summary>
/// <param name="Items">The part.</param>
/// <param name="Next">Where the next part begins; null after the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A picture or a video.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="MediaType">"image/jpeg" or "video/mp4".</param>
public sealed record Media(ReadOnlyMemory<byte> Content, string MediaType);
