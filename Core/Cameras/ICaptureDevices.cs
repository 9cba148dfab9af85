using Stvg.Core.Frames;

namespace Stvg.Core.Cameras;

/// <summary>
/// Opens what FFmpeg does not: local devices by number (<c>device:0</c>) and GStreamer pipelines (<c>gstreamer:…</c>). Their pictures go through
/// FFmpeg nevertheless, so that masks, recordings, times and reconnecting are those of every source.
/// </summary>
public interface ICaptureDevices
{
    /// <summary>Opens a source; may take seconds.</summary>
    /// <param name="source">Which.</param>
    /// <exception cref="StvgException">There is no such device, somebody else has it, or nothing of the kind can be opened here.</exception>
    ICapture Open(CaptureAddress source);
}

/// <summary>A device or a pipeline.</summary>
/// <param name="IsPipeline">Whether it is a pipeline.</param>
/// <param name="Opened">The number of the device, or the pipeline; may hold passwords.</param>
/// <param name="Shown">What may be shown of it.</param>
public readonly record struct CaptureAddress(bool IsPipeline, string Opened, string Shown);

/// <summary>Something that gives pictures, as fast as it makes them. Used by one thread at a time.</summary>
public interface ICapture : IDisposable
{
    /// <summary>Size of its pictures.</summary>
    FrameSize Size { get; }

    /// <summary>Pictures per second, as it says; 0 where it does not.</summary>
    double Fps { get; }

    /// <summary>Waits for the next picture.</summary>
    /// <param name="picture">Receives it: 8-bit BGR, row after row without gaps.</param>
    /// <returns>False when there are no more.</returns>
    bool Read(Span<byte> picture);
}
