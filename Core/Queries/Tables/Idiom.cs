namespace Stvg.Core.Queries.Tables;

/// <summary>What a fixed phrase of place, way or time says.</summary>
internal enum IdiomKind
{
    /// <summary>Where in the picture ("on the left", "near the top edge").</summary>
    At,

    /// <summary>Towards a side or the camera ("to the left").</summary>
    To,

    /// <summary>From a side ("from below").</summary>
    From,

    /// <summary>From one side to the other.</summary>
    Path,

    /// <summary>"into the picture".</summary>
    IntoPicture,

    /// <summary>"out of the picture", "off the bottom of the picture".</summary>
    OutOfPicture,

    /// <summary>"in one spot", "without moving".</summary>
    Still,

    /// <summary>At the start of the video.</summary>
    AtStart,

    /// <summary>At the end of the video.</summary>
    AtEnd,

    /// <summary>How long, how often: shown, not judged, no loss.</summary>
    Duration,

    /// <summary>"in the video", "there is", "show me": frames what is sought.</summary>
    Frame,

    /// <summary>"hand in hand": with another of its kind.</summary>
    Together,

    /// <summary>"left behind": of a thing.</summary>
    LeftBehind,

    /// <summary>"taken away": of a thing.</summary>
    TakenAway,

    /// <summary>"at the same time": what comes next happens meanwhile.</summary>
    Meanwhile,
}

/// <summary>A fixed phrase.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Place">
/// The place of <see cref="IdiomKind.At"/>, <see cref="IdiomKind.To"/>, <see cref="IdiomKind.From"/> and
/// <see cref="IdiomKind.OutOfPicture"/>; of a path its end.
/// </param>
/// <param name="Start">Where a path begins.</param>
internal sealed record Idiom(IdiomKind Kind, PicturePlace Place = PicturePlace.Centre, PicturePlace Start = PicturePlace.Centre);
