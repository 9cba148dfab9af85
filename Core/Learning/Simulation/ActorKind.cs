using Stvg.Core.Frames;

namespace Stvg.Core.Learning.Simulation;

/// <summary>What an object is.</summary>
internal enum ActorKind
{
    Person, Car, Van, Truck, Bus, Bicycle, Motorcycle, Dog,
}

/// <summary>Sizes and speeds, in heights of a person, and what a detector calls it.</summary>
internal static class ActorKinds
{
    public static bool IsVehicle(this ActorKind kind) => kind is not (ActorKind.Person or ActorKind.Dog);

    public static bool HasFourWheels(this ActorKind kind) => kind is ActorKind.Car or ActorKind.Van or ActorKind.Truck or ActorKind.Bus;

    /// <summary>Width from the side, width from the front, height.</summary>
    public static (float Side, float Front, float Height) Body(this ActorKind kind) => kind switch
    {
        ActorKind.Car => (2.4f, 1.05f, 0.85f),
        ActorKind.Van => (2.8f, 1.15f, 1.15f),
        ActorKind.Truck => (3.6f, 1.4f, 1.6f),
        ActorKind.Bus => (4.8f, 1.5f, 1.7f),
        ActorKind.Bicycle => (1f, 0.4f, 0.62f),
        ActorKind.Motorcycle => (1.2f, 0.5f, 0.68f),
        ActorKind.Dog => (0.58f, 0.3f, 0.4f),
        _ => (0.4f, 0.36f, 1f),
    };

    /// <summary>Heights of a person per second: slow, fast; for people and dogs of a walk.</summary>
    public static (float Slow, float Fast) Speed(this ActorKind kind) => kind switch
    {
        ActorKind.Person => (0.72f, 1.1f),
        ActorKind.Dog => (0.5f, 0.8f),
        ActorKind.Bicycle or ActorKind.Motorcycle => (1.3f, 2.4f),
        _ => (1.6f, 3.2f),
    };

    /// <summary>The classes that a detector votes for, the right one first, with their usual shares.</summary>
    public static (string Name, float Share)[] Votes(this ActorKind kind) => kind switch
    {
        ActorKind.Car => [("car", 0.9f), ("truck", 0.08f), ("bus", 0.02f)],
        ActorKind.Van => [("car", 0.55f), ("truck", 0.35f), ("bus", 0.1f)],
        ActorKind.Truck => [("truck", 0.75f), ("car", 0.15f), ("bus", 0.08f), ("train", 0.02f)],
        ActorKind.Bus => [("bus", 0.8f), ("truck", 0.12f), ("train", 0.05f), ("car", 0.03f)],
        ActorKind.Bicycle => [("bicycle", 0.85f), ("motorcycle", 0.13f), ("bench", 0.02f)],
        ActorKind.Motorcycle => [("motorcycle", 0.85f), ("bicycle", 0.13f), ("car", 0.02f)],
        ActorKind.Dog => [("dog", 0.78f), ("cat", 0.08f), ("sheep", 0.05f), ("horse", 0.05f), ("bear", 0.04f)],
        _ => [("person", 0.97f), ("backpack", 0.01f), ("chair", 0.01f), ("bird", 0.01f)],
    };

    /// <summary>Those that a detector names of things that are not there.</summary>
    public static string Phantom(Dice dice) => dice.Any<string>(
    [
        ("person", 4), ("bird", 1), ("chair", 1), ("umbrella", 1), ("backpack", 1.5f), ("handbag", 1.5f), ("car", 1), ("dog", 0.7f),
        ("bench", 0.7f), ("kite", 0.3f),
    ]);

    /// <summary>Number of a class of COCO that there is.</summary>
    public static int Coco(string name) => CocoClasses.IndexOf(name);
}
