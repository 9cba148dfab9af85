namespace Stvg.Video.Live;

/// <summary>Where and how a stream is kept.</summary>
/// <param name="Folder">Made if need be. Any number of cameras may share one: no two files ever get the same name.</param>
/// <param name="SegmentLength">
/// A new file is begun at the first key frame after so long. Cameras choose their key frames; files may get longer, by seconds as a rule.
/// </param>
/// <param name="Finished">
/// Told of each file once it is closed, in order, on one background thread at a time, and of the last one before the reading is over.
/// Should be quick: the camera's frames wait meanwhile. What it throws ends the reading.
/// </param>
public sealed record RecordingOptions(string Folder, TimeSpan SegmentLength, Action<RecordedFile> Finished);

/// <summary>A closed file of a recording: Matroska, without sound.</summary>
/// <param name="Path">Relative to <see cref="RecordingOptions.Folder"/>.</param>
/// <param name="BeginAt">Capture time of its first frame, on the clock of the frames that <see cref="LiveReader"/> delivers.</param>
/// <param name="EndAt">Where its last frame ends: a frame's length after that frame's capture time.</param>
/// <param name="Bytes">Size.</param>
public sealed record RecordedFile(string Path, DateTimeOffset BeginAt, DateTimeOffset EndAt, long Bytes);
