using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>One detection in the past of an object.</summary>
internal readonly record struct Observation(int Frame, Box Box, float Score);
