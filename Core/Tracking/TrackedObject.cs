using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>One object on the frame that was just given to the tracker.</summary>
/// <param name="Id">Identity within the camera; never reused.</param>
/// <param name="Box">The filtered box, pixels of the original frame.</param>
/// <param name="Class">The class with the most votes so far; -1 when detections name none.</param>
/// <param name="Score">Score of the latest detection of this object.</param>
/// <param name="DetectionIndex">Index of its detection among those of this frame; -1: predicted only.</param>
public readonly record struct TrackedObject(int Id, Box Box, int Class, float Score, int DetectionIndex);
