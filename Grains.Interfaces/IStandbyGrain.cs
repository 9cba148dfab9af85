namespace Stvg.Grains.Interfaces;

/// <summary>
/// A camera's next owner (key: the camera's id, a slash and the number that the owner will have), on the silo that the caller names by the runtime's placement hint: it connects to the source
/// before the owner before lets go.
/// </summary>
[Alias("stvg.standby")]
public interface IStandbyGrain : IGrainWithStringKey
{
    /// <summary>Connects, and answers when the first frame has come.</summary>
    /// <returns>Name of the silo that is ready; null when the source could not be connected to twice, or has no first frame in time.</returns>
    [Alias("prepare")]
    Task<string?> PrepareAsync();
}
