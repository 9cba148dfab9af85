using System.Collections.Immutable;

namespace Stvg.Core.Queries.Tables;

/// <summary>
/// Nouns of the domain and the COCO categories they may be detected as, best first. They come before the lexicon: WordNet's first
/// senses of some of them are other things (a van is a vanguard, a coach a trainer, a mug a face).
/// </summary>
internal static class Nouns
{
    /// <summary>Somebody or something, when the sentence names no noun.</summary>
    public const string Anything = "anything";

    private static readonly ImmutableArray<string> s_person = ["person"];

    private static readonly Dictionary<string, ImmutableArray<string>> s_categories = Read("""
        person : person people man woman boy girl child kid baby infant newborn toddler adult lady gentleman gent guy bloke chap fellow
        person : dude lad lass
        person : teenager teen adolescent youth youngster youngling pedestrian passer-by passerby bystander onlooker stranger someone
        person : somebody anyone anybody everyone
        person : cyclist biker motorcyclist rider driver passenger officer policeman policewoman cop police_officer guard security_guard
        person : soldier
        person : worker workman builder labourer laborer waiter waitress shopper customer visitor tourist jogger runner skater skier
        person : snowboarder
        person : surfer swimmer dancer singer player student pupil teacher friend colleague companion couple crowd group family human
        person : figure individual
        person : bride groom nurse doctor thief burglar intruder suspect courier postman mailman janitor male female blonde brunette redhead
        person : mother father mum mom dad parent son daughter brother sister husband wife grandmother grandfather senior pensioner
        person : commuter traveller
        person : walker hiker skateboarder rollerblader photographer cameraman farmer fisherman fireman firefighter paramedic chef cook
        person : barber
        car,truck,bus : car automobile auto sedan saloon hatchback suv taxi cab taxicab jeep limousine limo convertible van minivan minibus
        car,truck,bus : sports_car police_car racing_car race_car estate_car camper campervan motorcar hybrid patrol_car squad_car
        car,truck,bus : ambulance hearse
        truck,car,bus : truck lorry pickup pick-up tanker trailer fire_engine fire_truck dustcart garbage_truck tow_truck dump_truck
        truck,car,bus : bulldozer tractor
        truck,car,bus : pickup_truck delivery_van delivery_truck articulated_lorry semi digger excavator
        bus,truck,car : bus coach omnibus double-decker school_bus trolleybus
        car,truck,bus,motorcycle,bicycle : vehicle transport
        motorcycle,bicycle : motorcycle motorbike moped scooter motor_scooter motor_bike
        bicycle,motorcycle : bike
        bicycle : bicycle tricycle pushbike cycle tandem e-bike
        train,bus : train tram streetcar locomotive carriage subway_train
        airplane : airplane aeroplane plane aircraft jet helicopter airliner
        boat : boat ship watercraft canoe kayak ferry yacht dinghy vessel sailboat motorboat rowing_boat speedboat raft barge
        dog : dog puppy pup hound doggy
        cat : cat kitten kitty tomcat pussycat
        horse : horse pony foal mare stallion donkey
        cow : cow cattle bull calf ox buffalo
        sheep : sheep lamb goat ewe ram
        bird : bird pigeon duck goose swan gull seagull crow chicken hen rooster parrot penguin
        elephant : elephant
        bear : bear panda polar_bear
        zebra : zebra
        giraffe : giraffe
        dog,cat,horse,sheep,cow,bird,elephant,bear,zebra,giraffe : animal beast creature
        dog,cat : pet
        handbag,backpack,suitcase : bag
        handbag : handbag purse shoulder_bag tote pocketbook
        backpack : backpack rucksack knapsack school_bag schoolbag
        suitcase : suitcase luggage baggage briefcase
        umbrella : umbrella parasol
        cell phone : phone cellphone cell_phone mobile mobile_phone smartphone smart_phone telephone iphone
        laptop : laptop notebook_computer
        laptop,tv : computer
        tv,laptop : screen monitor tv television tv_set television_set display
        cup,wine glass : cup mug teacup beaker
        wine glass,cup : glass wineglass goblet
        bottle : bottle flask
        bowl : bowl dish
        dining table : table desk dining_table
        chair,couch : chair armchair seat stool wheelchair
        chair : baby_seat high_chair highchair
        couch,chair : sofa couch settee
        bench,chair : bench park_bench
        bed : bed cot crib
        potted plant : plant houseplant potted_plant pot_plant
        vase : vase
        sports ball : ball football basketball volleyball baseball soccer_ball tennis_ball sports_ball sport_ball balls
        frisbee : frisbee
        skateboard : skateboard longboard
        surfboard : surfboard
        snowboard : snowboard
        skis : ski skis
        kite : kite
        baseball bat : bat baseball_bat
        tennis racket : racket racquet tennis_racket
        traffic light : traffic_light traffic_lights traffic_signal stoplight
        stop sign : stop_sign
        fire hydrant : fire_hydrant hydrant
        parking meter : parking_meter
        book : book notebook magazine
        clock : clock
        toilet : toilet
        sink : sink washbasin
        refrigerator : refrigerator fridge
        oven : oven stove cooker
        microwave : microwave microwave_oven
        remote : remote remote_control
        keyboard : keyboard
        mouse : computer_mouse
        cake : cake
        teddy bear : teddy teddy_bear
        apple,orange,banana : fruit fruits
        """);

    /// <summary>Known, and no class of the detector: places, fixtures, materials and some things.</summary>
    private static readonly HashSet<string> s_known =
    [
        .. TableReader.Split("""
            road street pavement sidewalk path footpath track lane highway driveway motorway grass lawn field meadow park pitch square
            kerb curb corner
            crossing crosswalk crossroads junction intersection roundabout bridge tunnel ramp slope hill mountain rock stone wall fence
            railing hedge bush tree
            trees forest wood lamp lamppost post pole pillar column sign signpost bollard barrier building house shop store garage shed
            hut kiosk
            stall tent booth door doorway gate entrance exit window stairs stair staircase steps escalator elevator lift room kitchen
            bathroom bedroom hall hallway
            corridor lobby office classroom floor ground carpet rug mat stage platform station airport beach sea ocean river lake stream
            water snow ice pool
            garden yard playground court gym counter desk shelf cupboard cabinet wardrobe fountain statue bin dustbin trash rubbish
            litter cart trolley
            pram stroller pushchair buggy wheelbarrow ladder toy doll guitar piano violin drum drums camera microphone lens side edge
            middle centre center top
            bottom shadow light sky sun cloud rain picture image frame video clip scene view screen footage object thing item something one
            area zone place spot part end line row queue market mall restaurant bar cafe school church hospital museum warehouse factory
            verge roadside pavement median gutter puddle sand mud gravel bank shore dock pier harbour tail wheel roof hand hands arm
            hamster rat faucet
            tap fan food bread vegetable vegetables meat drink coffee tea cigarette rope ball-pit swing slide sandpit cage basket bucket
            box package parcel paper
            pocket stripe dot spot check flower circle direction traffic stop fish pig rabbit tiger lion snake crab monkey fox wolf deer
            """),
        .. TableReader.Split("""
            lamp_post car_park parking_lot zebra_crossing bus_stop pedestrian_crossing swimming_pool living_room dining_room
            basketball_court football_pitch tennis_court shopping_centre phone_box telephone_box shopping_cart shopping_trolley
            baby_walker baby_carriage electric_fan ice_cream street_lamp street_light notice_board grass_verge rubbish_bin trash_can
            waste_bin litter_bin vending_machine fire_exit front_door road_sign street_sign traffic_sign traffic_cone parking_space
            parking_bay train_station bus_station roller_skates
            """).Select(noun => noun.Replace('_', ' ')),
    ];

    /// <summary>Words for a person of whom the word says a gender: the product cannot judge that.</summary>
    private static readonly HashSet<string> s_gendered =
    [
        .. TableReader.Split("""
            man woman boy girl lady gentleman gent guy bloke chap lad lass male female policeman policewoman workman fireman postman mailman
            mother father mum mom dad son daughter brother sister husband wife grandmother grandfather bride groom waitress fisherman
            cameraman
            """),
    ];

    private static readonly HashSet<string> s_animals =
        ["dog", "cat", "horse", "sheep", "cow", "bird", "elephant", "bear", "zebra", "giraffe"];

    private static readonly HashSet<string> s_vehicles = ["car", "truck", "bus", "motorcycle", "bicycle", "train", "boat", "airplane"];

    /// <summary>What a person of that name rides, or null.</summary>
    public static string? Mount(string noun) => noun switch
    {
        "cyclist" or "bicyclist" or "biker" => "bicycle",
        "motorcyclist" => "motorcycle",
        "skateboarder" => "skateboard",
        _ => null,
    };

    /// <summary>True when this table has the noun.</summary>
    public static bool IsListed(string noun) => s_categories.ContainsKey(noun) || s_known.Contains(noun);

    /// <summary>Names of classes that the noun may be detected as; empty for a noun that no class fits or that nobody knows.</summary>
    public static ImmutableArray<string> Categories(string noun, Lexicon lexicon) => lexicon.Own.IsEmpty
        ? OfCoco(noun, lexicon) : lexicon.Own.Among(noun, OfCoco(noun, lexicon), other => OfCoco(other, lexicon));

    private static ImmutableArray<string> OfCoco(string noun, Lexicon lexicon)
    {
        if (s_categories.TryGetValue(noun, out var categories)) return categories;
        // "shopping bag": a bag
        if (Garments.IsListed(noun) && noun.LastIndexOf(' ') is > 0 and var blank) return OfCoco(noun[(blank + 1)..], lexicon);
        if (s_known.Contains(noun) || Garments.IsListed(noun)) return [];
        return lexicon.Find(noun) is { } entry ? WithFamily(entry.Categories) : [];
    }

    /// <summary>True for a word that names somebody.</summary>
    public static bool IsPerson(ImmutableArray<string> categories) => categories.Contains("person");

    /// <summary>A thing that neither moves by itself nor is driven; also one of which no class is known.</summary>
    public static bool IsCarried(ImmutableArray<string> categories) => !IsPerson(categories) && !IsAnimal(categories) && !IsVehicle(categories);

    /// <summary>True where the categories are animals.</summary>
    public static bool IsAnimal(ImmutableArray<string> categories) => categories.Length > 0 && s_animals.Contains(categories[0]);

    /// <summary>True where the categories are vehicles.</summary>
    public static bool IsVehicle(ImmutableArray<string> categories) => categories.Length > 0 && s_vehicles.Contains(categories[0]);

    /// <summary>True when the noun says a gender.</summary>
    public static bool IsGendered(string noun) => s_gendered.Contains(noun);

    /// <summary>Somebody.</summary>
    public static ImmutableArray<string> Person => s_person;

    /// <summary>All nouns.</summary>
    public static IEnumerable<string> Words => s_categories.Keys.Concat(s_known);

    /// <summary>All nouns of more than one word, for the tokens that belong together.</summary>
    public static IEnumerable<string> MultiWord =>
        s_categories.Keys.Concat(s_known).Where(noun => noun.Contains(' ', StringComparison.Ordinal));

    // Detectors call the same vehicle car in one frame and truck or bus in the next.
    private static ImmutableArray<string> WithFamily(ImmutableArray<string> categories) => categories switch
    {
        ["car"] => ["car", "truck", "bus"],
        ["truck"] => ["truck", "car", "bus"],
        ["bus"] => ["bus", "truck", "car"],
        _ => categories,
    };

    private static Dictionary<string, ImmutableArray<string>> Read(string table)
    {
        var nouns = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var (key, value) in TableReader.Lines(table))
        {
            ImmutableArray<string> categories = [.. key.Split(',')];
            foreach (var noun in TableReader.Split(value)) nouns.TryAdd(noun.Replace('_', ' '), categories);
        }
        return nouns;
    }
}
