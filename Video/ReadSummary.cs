namespace Stvg.Video;

/// <summary>How reading a file went.</summary>
/// <param name="FramesRead">Frames handed to the consumer.</param>
/// <param name="Truncated">The file ends well before the place that its header promises.</param>
/// <param name="Message">One line for the user when the file is cut or damaged, else null.</param>
public sealed record ReadSummary(int FramesRead, bool Truncated, string? Message);
