using System.Collections.Immutable;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;

namespace Stvg.Video.Live;

/// <summary>What a <see cref="LiveReader"/> makes of a source.</summary>
public sealed record LiveReadOptions
{
    /// <summary>The frames' <see cref="Frame.CameraId"/>.</summary>
    public required string CameraId { get; init; }

    /// <summary>
    /// Meaning of frame numbers: a frame's number is the tick of its capture time. Of frames that fall on one tick, one is delivered.
    /// </summary>
    public required CameraTimeline Timeline { get; init; }

    /// <summary>
    /// The last frame number that this camera's earlier connections gave, -1 for none: numbers go on above it even where the host's clock
    /// was set back. Not for files at <see cref="Pace.Fast"/>, which begin at 0 each time.
    /// </summary>
    public int After { get; init; } = -1;

    /// <summary>Rectangle to fit a second view into for a detector (aspect kept, top-left, black padding); null for no such view.</summary>
    public FrameSize? DetectorInput { get; init; }

    /// <summary><see cref="Frame.Image"/> is scaled down to this longest side, in pixels; never up.</summary>
    public int MaxImageSide { get; init; } = 1280;

    /// <summary>How fast something that has an end (<see cref="LiveInfo.Ends"/>) is played. Nothing else is ever fast.</summary>
    public Pace Pace { get; init; }

    /// <summary>Whether something that has an end begins again there; its times go on growing.</summary>
    public bool Loop { get; init; }

    /// <summary>Areas that are painted black before anything sees or records the picture.</summary>
    public ImmutableArray<Polygon> Masks { get; init; } = [];

    /// <summary>Where the stream is kept, or null.</summary>
    public RecordingOptions? Recording { get; init; }

    /// <summary>
    /// Frames that may wait for the consumer. When more come, the oldest is dropped and counted; at <see cref="Pace.Fast"/> FFmpeg waits
    /// instead.
    /// </summary>
    public int BufferedFrames { get; init; } = 4;

    /// <summary>
    /// After so long without a frame the source counts as lost; twice as long before the first frame, which has to wait for a key frame,
    /// and never less than three ticks of <see cref="Timeline"/>. Files are not watched: their next picture may well be far off.
    /// </summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clocks.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
