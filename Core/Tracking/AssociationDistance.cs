using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>What the motion model says of one object before it sees the frame's detections.</summary>
/// <param name="Box">Predicted box, pixels.</param>
/// <param name="Deviation">Standard deviations of the predicted centre (as X, Y), width and height, pixels.</param>
/// <param name="SecondsSinceSeen">Time since its latest detection.</param>
/// <param name="Class">The class with the most votes so far; -1 when detections name none.</param>
public readonly record struct TrackPrediction(Box Box, Box Deviation, float SecondsSinceSeen, int Class);

/// <summary>
/// How far a detection is from a predicted object: 0 or more, smaller is nearer; a pair at
/// <see cref="TrackerOptions.MaximumDistance"/> or more, or at NaN, is never made.
/// </summary>
/// <example>
/// A tracker that pairs by overlap alone:
/// <code>
/// new Tracker(new TrackerOptions
/// {
///     Distance = (in TrackPrediction track, in Detection detection) => 1 - track.Box.IoU(detection.Box),
///     MaximumDistance = 0.8f,
/// });
/// </code>
/// </example>
public delegate float AssociationDistance(in TrackPrediction track, in Detection detection);

/// <summary>
/// How alike two appearance vectors are; larger is more alike, on any scale: the tracker learns from its own objects what the values
/// mean (see <see cref="AppearancePrior"/>).
/// </summary>
public delegate float AppearanceSimilarity(ReadOnlySpan<float> first, ReadOnlySpan<float> second);
