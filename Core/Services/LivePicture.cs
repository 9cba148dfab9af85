using System.Collections.Immutable;
using Stvg.Core.Frames;

namespace Stvg.Core.Services;

/// <summary>How a camera's newest frame is wanted.</summary>
public sealed record PictureRequest
{
    /// <summary>Smallest and largest <see cref="Width"/>.</summary>
    public const int Narrowest = 64, Widest = 1920;

    /// <summary>Width of the picture in pixels, which is never made larger than the frame; null: no picture, only what is in it.</summary>
    public int? Width { get; init; }

    /// <summary>Whether numbered marks are drawn on its objects.</summary>
    public bool Marks { get; init; }

    /// <summary>Only a frame that was captured after this one is answered with.</summary>
    public DateTimeOffset? After { get; init; }
}

/// <summary>A camera's newest frame.</summary>
/// <param name="At">Capture time.</param>
/// <param name="Size">Size of the original frame, in whose pixels the boxes are.</param>
/// <param name="Objects">What is tracked in it.</param>
/// <param name="Jpeg">The picture; empty where none was asked for.</param>
public sealed record LivePicture(DateTimeOffset At, FrameSize Size, ImmutableArray<LiveObject> Objects, ReadOnlyMemory<byte> Jpeg);

/// <summary>Something that is in a camera's picture now.</summary>
/// <param name="Id">Its tubelet.</param>
/// <param name="Category">Class of the detector ("person").</param>
/// <param name="Box">Where, in pixels of the original frame.</param>
public sealed record LiveObject(int Id, string Category, Box Box);
