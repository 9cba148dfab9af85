namespace Stvg.Grains.Interfaces;

/// <summary>
/// Makes the webhook calls that the archive says are owed (key: <see cref="ClusterNames.Deliveries"/>). There is one, and while it moves
/// two may exist: each call is claimed in the archive before it is made.
/// </summary>
[Alias("stvg.deliveries")]
public interface IDeliveryGrain : IGrainWithStringKey
{
    /// <summary>Begins, if it does not run already.</summary>
    [Alias("run")]
    Task RunAsync();
}
