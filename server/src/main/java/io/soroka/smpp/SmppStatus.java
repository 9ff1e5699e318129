package io.soroka.smpp;

import java.util.HexFormat;
import java.util.Map;

/**
 * Command statuses of SMPP 3.4 (section 5.1.3) and 5.0 (section 4.7.6): constants by their standard
 * names, and the names by number.
 */
public final class SmppStatus {
    /** No error. */
    public static final int ESME_ROK = 0x00;

    public static final int ESME_RINVMSGLEN = 0x01;

    public static final int ESME_RINVCMDLEN = 0x02;

    /** The command is not known. */
    public static final int ESME_RINVCMDID = 0x03;

    /** Not allowed in this state or kind of bind. */
    public static final int ESME_RINVBNDSTS = 0x04;

    /** The session is bound already. */
    public static final int ESME_RALYBND = 0x05;

    public static final int ESME_RINVPRTFLG = 0x06;

    public static final int ESME_RINVREGDLVFLG = 0x07;

    /** A fault on the answering side. */
    public static final int ESME_RSYSERR = 0x08;

    /** The sender is not allowed: permanent. */
    public static final int ESME_RINVSRCADR = 0x0A;

    /** The recipient cannot exist: permanent. */
    public static final int ESME_RINVDSTADR = 0x0B;

    public static final int ESME_RINVMSGID = 0x0C;

    /** The bind failed for no stated reason. */
    public static final int ESME_RBINDFAIL = 0x0D;

    /** Wrong password. */
    public static final int ESME_RINVPASWD = 0x0E;

    /** Unknown system id. */
    public static final int ESME_RINVSYSID = 0x0F;

    public static final int ESME_RCANCELFAIL = 0x11;

    public static final int ESME_RREPLACEFAIL = 0x13;

    /** The message queue is full: try later. */
    public static final int ESME_RMSGQFUL = 0x14;

    public static final int ESME_RINVSERTYP = 0x15;

    public static final int ESME_RINVNUMDESTS = 0x33;

    public static final int ESME_RINVDLNAME = 0x34;

    public static final int ESME_RINVDESTFLAG = 0x40;

    public static final int ESME_RINVSUBREP = 0x42;

    public static final int ESME_RINVESMCLASS = 0x43;

    public static final int ESME_RCNTSUBDL = 0x44;

    /** The message was not taken, for no stated reason. */
    public static final int ESME_RSUBMITFAIL = 0x45;

    public static final int ESME_RINVSRCTON = 0x48;

    public static final int ESME_RINVSRCNPI = 0x49;

    public static final int ESME_RINVDSTTON = 0x50;

    public static final int ESME_RINVDSTNPI = 0x51;

    public static final int ESME_RINVSYSTYP = 0x53;

    public static final int ESME_RINVREPFLAG = 0x54;

    public static final int ESME_RINVNUMMSGS = 0x55;

    /** Too many messages a second: slow down. */
    public static final int ESME_RTHROTTLED = 0x58;

    public static final int ESME_RINVSCHED = 0x61;

    public static final int ESME_RINVEXPIRY = 0x62;

    public static final int ESME_RINVDFTMSGID = 0x63;

    public static final int ESME_RX_T_APPN = 0x64;

    public static final int ESME_RX_P_APPN = 0x65;

    public static final int ESME_RX_R_APPN = 0x66;

    public static final int ESME_RQUERYFAIL = 0x67;

    public static final int ESME_RINVTLVSTREAM = 0xC0;

    public static final int ESME_RTLVNOTALLWD = 0xC1;

    public static final int ESME_RINVTLVLEN = 0xC2;

    public static final int ESME_RMISSINGTLV = 0xC3;

    public static final int ESME_RINVTLVVAL = 0xC4;

    public static final int ESME_RDELIVERYFAILURE = 0xFE;

    /** Unknown error. */
    public static final int ESME_RUNKNOWNERR = 0xFF;

    public static final int ESME_RSERTYPUNAUTH = 0x100;

    public static final int ESME_RPROHIBITED = 0x101;

    public static final int ESME_RSERTYPUNAVAIL = 0x102;

    public static final int ESME_RSERTYPDENIED = 0x103;

    public static final int ESME_RINVDCS = 0x104;

    public static final int ESME_RINVSRCADDRSUBUNIT = 0x105;

    public static final int ESME_RINVDSTADDRSUBUNIT = 0x106;

    public static final int ESME_RINVBCASTFREQINT = 0x107;

    public static final int ESME_RINVBCASTALIAS_NAME = 0x108;

    public static final int ESME_RINVBCASTAREAFMT = 0x109;

    public static final int ESME_RINVNUMBCAST_AREAS = 0x10A;

    public static final int ESME_RINVBCASTCNTTYPE = 0x10B;

    public static final int ESME_RINVBCASTMSGCLASS = 0x10C;

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(ESME_ROK, "ESME_ROK"),
                    Map.entry(ESME_RINVMSGLEN, "ESME_RINVMSGLEN"),
                    Map.entry(ESME_RINVCMDLEN, "ESME_RINVCMDLEN"),
                    Map.entry(ESME_RINVCMDID, "ESME_RINVCMDID"),
                    Map.entry(ESME_RINVBNDSTS, "ESME_RINVBNDSTS"),
                    Map.entry(ESME_RALYBND, "ESME_RALYBND"),
                    Map.entry(ESME_RINVPRTFLG, "ESME_RINVPRTFLG"),
                    Map.entry(ESME_RINVREGDLVFLG, "ESME_RINVREGDLVFLG"),
                    Map.entry(ESME_RSYSERR, "ESME_RSYSERR"),
                    Map.entry(ESME_RINVSRCADR, "ESME_RINVSRCADR"),
                    Map.entry(ESME_RINVDSTADR, "ESME_RINVDSTADR"),
                    Map.entry(ESME_RINVMSGID, "ESME_RINVMSGID"),
                    Map.entry(ESME_RBINDFAIL, "ESME_RBINDFAIL"),
                    Map.entry(ESME_RINVPASWD, "ESME_RINVPASWD"),
                    Map.entry(ESME_RINVSYSID, "ESME_RINVSYSID"),
                    Map.entry(ESME_RCANCELFAIL, "ESME_RCANCELFAIL"),
                    Map.entry(ESME_RREPLACEFAIL, "ESME_RREPLACEFAIL"),
                    Map.entry(ESME_RMSGQFUL, "ESME_RMSGQFUL"),
                    Map.entry(ESME_RINVSERTYP, "ESME_RINVSERTYP"),
                    Map.entry(ESME_RINVNUMDESTS, "ESME_RINVNUMDESTS"),
                    Map.entry(ESME_RINVDLNAME, "ESME_RINVDLNAME"),
                    Map.entry(ESME_RINVDESTFLAG, "ESME_RINVDESTFLAG"),
                    Map.entry(ESME_RINVSUBREP, "ESME_RINVSUBREP"),
                    Map.entry(ESME_RINVESMCLASS, "ESME_RINVESMCLASS"),
                    Map.entry(ESME_RCNTSUBDL, "ESME_RCNTSUBDL"),
                    Map.entry(ESME_RSUBMITFAIL, "ESME_RSUBMITFAIL"),
                    Map.entry(ESME_RINVSRCTON, "ESME_RINVSRCTON"),
                    Map.entry(ESME_RINVSRCNPI, "ESME_RINVSRCNPI"),
                    Map.entry(ESME_RINVDSTTON, "ESME_RINVDSTTON"),
                    Map.entry(ESME_RINVDSTNPI, "ESME_RINVDSTNPI"),
                    Map.entry(ESME_RINVSYSTYP, "ESME_RINVSYSTYP"),
                    Map.entry(ESME_RINVREPFLAG, "ESME_RINVREPFLAG"),
                    Map.entry(ESME_RINVNUMMSGS, "ESME_RINVNUMMSGS"),
                    Map.entry(ESME_RTHROTTLED, "ESME_RTHROTTLED"),
                    Map.entry(ESME_RINVSCHED, "ESME_RINVSCHED"),
                    Map.entry(ESME_RINVEXPIRY, "ESME_RINVEXPIRY"),
                    Map.entry(ESME_RINVDFTMSGID, "ESME_RINVDFTMSGID"),
                    Map.entry(ESME_RX_T_APPN, "ESME_RX_T_APPN"),
                    Map.entry(ESME_RX_P_APPN, "ESME_RX_P_APPN"),
                    Map.entry(ESME_RX_R_APPN, "ESME_RX_R_APPN"),
                    Map.entry(ESME_RQUERYFAIL, "ESME_RQUERYFAIL"),
                    Map.entry(ESME_RINVTLVSTREAM, "ESME_RINVTLVSTREAM"),
                    Map.entry(ESME_RTLVNOTALLWD, "ESME_RTLVNOTALLWD"),
                    Map.entry(ESME_RINVTLVLEN, "ESME_RINVTLVLEN"),
                    Map.entry(ESME_RMISSINGTLV, "ESME_RMISSINGTLV"),
                    Map.entry(ESME_RINVTLVVAL, "ESME_RINVTLVVAL"),
                    Map.entry(ESME_RDELIVERYFAILURE, "ESME_RDELIVERYFAILURE"),
                    Map.entry(ESME_RUNKNOWNERR, "ESME_RUNKNOWNERR"),
                    Map.entry(ESME_RSERTYPUNAUTH, "ESME_RSERTYPUNAUTH"),
                    Map.entry(ESME_RPROHIBITED, "ESME_RPROHIBITED"),
                    Map.entry(ESME_RSERTYPUNAVAIL, "ESME_RSERTYPUNAVAIL"),
                    Map.entry(ESME_RSERTYPDENIED, "ESME_RSERTYPDENIED"),
                    Map.entry(ESME_RINVDCS, "ESME_RINVDCS"),
                    Map.entry(ESME_RINVSRCADDRSUBUNIT, "ESME_RINVSRCADDRSUBUNIT"),
                    Map.entry(ESME_RINVDSTADDRSUBUNIT, "ESME_RINVDSTADDRSUBUNIT"),
                    Map.entry(ESME_RINVBCASTFREQINT, "ESME_RINVBCASTFREQINT"),
                    Map.entry(ESME_RINVBCASTALIAS_NAME, "ESME_RINVBCASTALIAS_NAME"),
                    Map.entry(ESME_RINVBCASTAREAFMT, "ESME_RINVBCASTAREAFMT"),
                    Map.entry(ESME_RINVNUMBCAST_AREAS, "ESME_RINVNUMBCAST_AREAS"),
                    Map.entry(ESME_RINVBCASTCNTTYPE, "ESME_RINVBCASTCNTTYPE"),
                    Map.entry(ESME_RINVBCASTMSGCLASS, "ESME_RINVBCASTMSGCLASS"));

    private SmppStatus() {}

    /**
     * The standard name with its number, such as {@code ESME_RTHROTTLED (0x58)}; just the number
     * for statuses of the operator's own.
     */
    public static String name(int status) {
        String number =
                "0x"
                        + HexFormat.of()
                                .withUpperCase()
                                .toHexDigits(status, status >>> 16 == 0 && status <= 0xFF ? 2 : 8);
        String name = NAMES.get(status);
        return name == null ? number : name + " (" + number + ")";
    }
}
