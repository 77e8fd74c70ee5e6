/** Things that code is about, of many trades. All take a plural. Typed by hand from general English. */
const COMPUTING =
  'account action adapter address agent alarm alert alias anchor answer app archive argument array artifact asset attachment attempt attribute axis backend backup badge balance banner base batch beacon bin binding bit blob block board bookmark border branch breakpoint bridge broker browser bucket buffer bug build builder bundle button byte cache callback camera canvas capability caption card carrier cart case catalog category cell certificate chain change channel chapter character chart checkpoint checksum chunk circle claim class clause cleaner client clip clock cluster code codec collection color column command comment commit component compiler condition connection connector constant constraint consumer contact container context contract control controller cookie coordinate copy core counter crawler credential criterion cursor curve cycle daemon dashboard database dataset deadline declaration decoder decorator default delay delegate delta dependency deployment descriptor design destination detail device dialog dictionary diff digest digit dimension directive directory disk dispatcher document domain download draft driver duration edge editor effect element embed emitter encoder endpoint engine entity entry environment envelope error event exception executor expression extension extractor factor factory feature feed fetcher field file filter finding fixture flag flow folder font footer form format formatter fragment frame function gateway generator gesture goal grammar graph grid group guard guest guide hash header heading heap helper hint history hook host icon id identity image import index indicator input inspector instance instruction interceptor interface interval invoice item iterator job journal key keyboard keyword label lane language layer layout leaf lease ledger lens letter level library license line link linter list listener literal loader locale location lock log logger loop machine macro mail manager manifest map mapper mapping marker mask matcher matrix member menu message meter method metric middleware migration mirror mock mode model modifier module monitor mount namespace network node notice notification nonce number object observer offset operand operation operator option order origin outcome output overlay override owner package packet page pane panel parameter parent parser part partition password patch path pattern payload peer permission phase pipeline pixel placeholder plan player plugin pointer policy pool port position prefix preset preview printer process processor producer profile program progress project promise prompt property protocol provider proxy publisher quantity query queue quota range rank rate reader reason receipt receiver record recipe reducer reference region registry release reminder renderer replica reply report repository request requirement resolver resource response result retry review revision role root route router row rule runner sample sandbox scanner schedule scheduler schema scope score screen script scroll secret section segment selection selector sender sentence sequence serializer server service session setting shader shape shard sheet signal signature site size slice slide slot snapshot socket source span spec speed split stack stage state statement statistic status step storage store stream string style subject subscriber subscription suffix suggestion suite summary switch symbol symptom table tag target task team template tenant terminal test text theme thread threshold ticket tile timeline timeout timer timestamp title toggle token tool tooltip topic total trace tracker transaction transform transition translation tree trigger type unit update upload user validator value variable variant vector vendor version view viewport visitor volume walker warning watcher weight widget window wire word worker workflow wrapper writer zone';
const WORLD =
  'actor aircraft airport album amount angle animal apartment appointment area arm article artist auction author award bag ball band bank basket battery beam bed bike bill bird blade boat body bond bonus book booking booth bottle bottleneck bowl box bracket brand bread brick broadcast brush budget building bus business buyer cabin cable cage cake calendar campaign candidate captain car cargo cat celebration chair chamber champion charge cheque chef chess child choice church city claimant clinic cloud club coach coin company competitor concert consultant contest contestant contribution conversation coupon courier course court crate creature crew crop crowd currency customer day debt delivery deposit depth desk diagnosis discount dish distance district doctor dog donation donor door dose driver drone drug duck duty ear earning employee enemy engineer episode estate exam exercise exhibit expense eye fabric face factor family farm farmer fee fence festival fight film fine fish flavor fleet flight floor flower fold fork forecast forest formula fruit fuel fund galaxy game garage garden gas gate gift glass globe gram grade grain grant guarantee guitar habit hand harbor harvest hat heart height helmet hero hill holiday horse hospital hotel hour house household hunt idea illness income ingredient injury insect insurance interest interview inventory island jacket jewel journey judge judgement juice kitchen knife knight lake lamp land landmark lawyer league lecture leg length lesson library lift light lion loan lock lottery machine magazine magnet market marriage material meal measure medal medicine meeting melody merchant meter mile mine mineral minute mission mistake mixture moment month monster moon mortgage motion motor mountain mouse movie museum muscle music name nation nest night nurse obstacle occupation ocean offer office orbit orchestra organ ounce outfit oven paint pair parcel park particle partner party passenger passport patient payment peak pen penalty pension percentage person phone photo piano piece pilot pipe pitch planet plant plate platform poem poet polygon pool portion post pound prescription price prize probe product professor profit property proposal province puzzle quarter question quiz race radius rail rainfall ratio reading rectangle refund region relation rental reservation restaurant reward rider ring risk river road robot rocket roof room rope round sailor salary sale salon satellite satisfaction scale scene school scientist season seat second seed seller semester sensor sentence sheep shelf shift ship shipment shirt shoe shop shot skill sky snack song sound spell spice sport sprite square squad stadium staff star station statue stock stone storm story stranger street student studio subsidy supplier surface survey surgeon sword symbol tank tax taxi teacher telescope temperature tenant tent terrain theater ticket tide tournament tower town toy track trade trail train trainer transfer treasure treatment trial triangle trip truck tube tune tunnel umbrella uniform university vaccine valley valve vehicle vessel victim village virus visa visit voice voltage volunteer vote voucher wage wagon walk wall wallet warehouse warranty watch wave weapon weather week wheel width wind winner witness wizard year yield';
const COMPOUND_HEADS =
  'access activity audit auth background base billing binary body build byte cache catalog chat client cloud color command config content contact cost crash currency data debug default delivery device disk display dom domain email error event exchange export feature field file focus form frame geo git graph hash health heap home http image import input interest invoice job json key keyboard language layout license link load login log mail market media memory menu message meta mouse network object order page parent password patch path payment peer phone photo price print process product profile project proxy query queue rate refresh release remote render request response retry root route row sales schema score screen search security server session shipping site socket source sql stack start state stock storage stream style sync system table target task tax template test text theme thread time token trace transfer tree type user vector video view web widget window word work xml';

function split(...lists: readonly string[]): readonly string[] {
  return [...new Set(lists.flatMap((list) => list.split(' ')))];
}

/** Those of computing stand in more names. */
export const NOUNS: readonly string[] = [...split(COMPUTING), ...split(COMPUTING), ...split(WORLD)];

/** Words with numbers. */
export const NUMBERED: readonly (readonly string[])[] = [
  'sha 256',
  'sha 1',
  'md 5',
  'base 64',
  'utf 8',
  'x 509',
  'http 2',
  's 3',
  'crc 32',
  'int 32',
  'uint 8',
  'float 64',
  'oauth 2',
  'h 264',
  'mp 3',
  'v 4',
  'vec 3',
  'vec 2',
  'mat 4',
  'ipv 6',
  'ipv 4',
  'ec 2',
  'k 8',
  'html 5',
  'int 64',
  'level 2',
  'part 1',
  'sql 3',
  'base 58',
  'tier 1',
].map((text) => text.split(' '));

/** Nouns that stand before other nouns: "session token". */
export const FIRST_NOUNS: readonly string[] = split(COMPOUND_HEADS);

/** Nouns without a plural. */
export const MASS_NOUNS: readonly string[] = split(
  'access activity advice attendance authentication availability bandwidth behavior capacity cash content coverage data demand density efficiency energy equipment evidence feedback furniture gravity growth hardware health humidity humor importance inertia information infrastructure knowledge latency liquidity load logging loyalty luck luggage markup memory metadata momentum money motion noise occupancy output parity paperwork performance power precision pressure privacy progress quality rain research rotation safety security software space spacing spam stability storage strength stuff sync telemetry time traffic transparency transport turnover usage validity visibility vision wealth work xml html json yaml css sql csv markdown syntax text',
);

/** They act, and things are about them. */
export const PEOPLE: ReadonlySet<string> = new Set(
  split(
    'user customer owner member player employee student teacher patient doctor client author buyer seller guest passenger driver tenant vendor supplier winner partner person actor admin author volunteer candidate judge pilot farmer nurse artist chef subscriber donor competitor team agent recipient sender',
  ),
);
