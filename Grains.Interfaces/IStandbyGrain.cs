namespace Stvg.Grains.Interfaces;

/// <summary>
/// A camera's next owner (key: the camera's id, a slash and the number that the owner will have), on the silo that the caller names by the
/// runtime's placement hint: it connects to the source
/// before the owner before lets go.
/// </summary>
[Alias("stvg.standby")]
public interface IStandbyGrain : IGrainWithStringKey
{
    /// <summary>
    /// Connects, and answers when the first frame has come; or when the source could not be connected to twice, or has no first frame in
    /// time: whoever takes the camera over then connects by itself.
    /// </summary>
    [Alias("prepare")]
    Task PrepareAsync();
}
