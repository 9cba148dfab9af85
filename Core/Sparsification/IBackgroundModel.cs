using Stvg.Core.Frames;

namespace Stvg.Core.Sparsification;

/// <summary>
/// Learns what a camera that stands sees behind everything, with all that goes on there by itself (branches, water, slow light), and tells what of a
/// frame is something else. Optional: without one only grey levels are compared.
/// </summary>
/// <remarks>
/// Works on a small picture of <see cref="Columns"/> times <see cref="Rows"/> cells that shows all of the frame. Driven by frames and their times
/// alone. What it returns is valid until the next call. Not safe for concurrent use.
/// </remarks>
public interface IBackgroundModel : IDisposable
{
    /// <summary>Cells across; 0 before the first frame.</summary>
    int Columns { get; }

    /// <summary>Cells down.</summary>
    int Rows { get; }

    /// <summary>Not 0 where the frame shows something else than the background; a shadow on it is background.</summary>
    ReadOnlySpan<byte> Foreground { get; }

    /// <summary>Brightness of the frame.</summary>
    ReadOnlySpan<byte> Picture { get; }

    /// <summary>Looks at the next frame, and learns from it.</summary>
    /// <param name="frame">The frame; not kept.</param>
    void Observe(Frame frame);

    /// <summary>Brightness of what is behind everything, as far as it is known; costs more than the rest.</summary>
    ReadOnlySpan<byte> Background();

    /// <summary>The camera looks elsewhere, or the light was switched: what was learnt holds no more.</summary>
    void Restart();
}
