using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Cameras;

/// <summary>A camera that this silo watches, as the silo's own services see it.</summary>
internal interface ILocalCamera
{
    /// <summary>How it fares.</summary>
    CameraReport Report();
}
