using Stvg.Core.Cameras;
#if STVG_OPENCV
using Stvg.Video.OpenCv;
#endif

namespace Stvg.Client;

/// <summary>Rooms that are only there where their packages are (setup.sh finds out), and what the user is told of them.</summary>
internal static class OptionalRooms
{
    /// <summary>Set to "off" where OpenCV is there and not wanted: cameras are taken to stand.</summary>
    public const string Switch = "STVG_VISION";

    private static readonly Lazy<IVisionTools?> s_vision = new(Find);

    /// <summary>What looks at pixels beside the detector; null: nothing does. The first call loads a large library.</summary>
    public static IVisionTools? Vision => s_vision.Value;

    /// <summary>One line: what is there, or what is missing and what that means.</summary>
    public static string Description => Vision is { } tools
        ? $"{tools.Description}: cameras may move, things that are left or taken are noticed"
        : $"{Missing}: cameras are taken to stand, things that are left or taken are not noticed (docs/moving-cameras.md)";

    private static bool IsOff => Environment.GetEnvironmentVariable(Switch) is "off";

#if STVG_OPENCV
    private static string Missing => IsOff ? $"OpenCV is switched off ({Switch}=off)" : OpenCvLibrary.Description;

    private static OpenCvTools? Find() => IsOff ? null : OpenCvTools.Find();
#else
    private static string Missing => "built without OpenCV";

    private static IVisionTools? Find() => null;
#endif
}
